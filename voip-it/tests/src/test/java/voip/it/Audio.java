package voip.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Speech to send, and audio files of 16-bit mono samples. */
final class Audio {
    /** The sampling rate of telephony, in Hz. */
    static final int RATE = 8000;

    /** How long the speech is. */
    static final int SECONDS = 10;

    private static final String TEXT = """
            This is a test of a telephone call across a network. Every packet of it is encrypted by one program and decrypted
            by another, and neither knows how the other was written. If a word is lost, repeated, or moved by a fraction of a
            second, somebody will notice. Five, four, three, two, one; the quick brown fox jumps over the lazy dog.
            """;

    private Audio() {}

    /** Ten seconds of speech: synthesised, or if there is no synthesiser, the recording that the application ships. */
    static short[] speech() throws IOException, InterruptedException {
        short[] spoken;
        if (Peers.isPresent("espeak-ng")) {
            Path file = Files.createTempFile("speech", ".wav");
            try {
                Processes.run(30, "espeak-ng", "-v", "en-gb", "-s", "165", "-w", file.toString(), TEXT);
                spoken = read(file);
            } finally {
                Files.delete(file);
            }
        } else {
            spoken = read(Project.root().resolve("voip-it/app/src/main/resources/voip/app/demo.wav"));
        }
        short[] speech = new short[SECONDS * RATE];
        for (int i = 0; i < speech.length; i++) {
            speech[i] = spoken[i % spoken.length];
        }
        return speech;
    }

    /** Reads a WAV file, at our rate. */
    static short[] read(Path wav) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
        in.position(12);
        int rate = RATE;
        while (in.remaining() >= 8) {
            byte[] tag = new byte[4];
            in.get(tag);
            String chunk = new String(tag, StandardCharsets.US_ASCII);
            int size = Math.min(in.getInt() & Integer.MAX_VALUE, in.remaining());
            if (chunk.equals("fmt ")) {
                rate = in.getInt(in.position() + 4);
            } else if (chunk.equals("data")) {
                short[] samples = new short[size / 2];
                in.asShortBuffer().get(samples);
                return resample(samples, rate);
            }
            in.position(in.position() + size);
        }
        throw new IOException(wav + " has no data chunk");
    }

    /** By linear interpolation: what comes out is the original, so its quality does not matter. */
    private static short[] resample(short[] samples, int rate) {
        if (rate == RATE) {
            return samples;
        }
        double step = (double) rate / RATE;
        short[] resampled = new short[(int) ((samples.length - 1) / step)];
        for (int i = 0; i < resampled.length; i++) {
            int before = (int) (i * step);
            double share = i * step - before;
            resampled[i] = (short) Math.round((1 - share) * samples[before] + share * samples[before + 1]);
        }
        return resampled;
    }

    /** Writes a WAV file. */
    static Path write(Path wav, short[] samples) throws IOException {
        int size = 2 * samples.length;
        ByteBuffer out = ByteBuffer.allocate(44 + size).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + size);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        out.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        out.putShort((short) 2).putShort((short) 16);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(size);
        out.asShortBuffer().put(samples);
        return Files.write(wav, out.array());
    }
}
