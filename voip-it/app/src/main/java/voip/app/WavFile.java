package voip.app;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * WAV files of the one kind that telephony needs: 16-bit linear PCM, mono, 8,000 Hz.
 *
 * <p>Chunks other than {@code fmt} and {@code data} are skipped, and {@code WAVE_FORMAT_EXTENSIBLE} is understood. A length
 * that reaches beyond the end of the file, as streaming programs write, means the rest of it.
 */
final class WavFile {
    /** The sampling rate in Hz. */
    static final int RATE = 8000;

    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int HEADER = 44;
    private static final String WANTED = "16-bit PCM, mono, 8000 Hz";

    private WavFile() {}

    /**
     * Reads the samples of a file.
     *
     * @throws Failure if it is not there, or is not of this kind
     */
    static short[] read(Path file) {
        try {
            return parse(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new Failure("there is no file " + file, e);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e, e);
        }
    }

    /**
     * Parses the bytes of a file.
     *
     * @param name of the file, for messages
     * @throws Failure if it is not of this kind
     */
    static short[] parse(byte[] bytes, String name) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 12 || !tag(in).equals("RIFF") || in.getInt() == 0 || !tag(in).equals("WAVE")) {
            throw new Failure(name + " is not a WAV file (no RIFF/WAVE header); expected is " + WANTED);
        }
        boolean formatSeen = false;
        while (in.remaining() >= 8) {
            String chunk = tag(in);
            long size = in.getInt() & 0xFFFF_FFFFL;
            ByteBuffer body = in.slice(in.position(), (int) Math.min(size, in.remaining()));
            body.order(ByteOrder.LITTLE_ENDIAN);
            if (chunk.equals("fmt ")) {
                checkFormat(body, name);
                formatSeen = true;
            } else if (chunk.equals("data") && formatSeen) {
                short[] samples = new short[body.remaining() / 2];
                body.asShortBuffer().get(samples);
                return samples;
            }
            in.position(
                    (int) Math.min(in.limit(), in.position() + size + (size & 1))); // chunks are padded to even sizes
        }
        throw new Failure(
                name + " is a WAV file without " + (formatSeen ? "a data chunk" : "a fmt chunk before its data"));
    }

    /** Writes a file with these samples. */
    static void write(Path file, short[] samples) throws IOException {
        int size = 2 * samples.length;
        ByteBuffer out = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVE"));
        out.put(ascii("fmt ")).putInt(16);
        out.putShort((short) PCM).putShort((short) 1);
        out.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        out.put(ascii("data")).putInt(size);
        out.asShortBuffer().put(samples);
        Files.write(file, out.array());
    }

    private static void checkFormat(ByteBuffer format, String name) {
        try {
            int code = format.getShort() & 0xFFFF;
            int channels = format.getShort();
            int rate = format.getInt();
            int bits = format.getShort(14);
            if (code == EXTENSIBLE) {
                code = format.getShort(24) & 0xFFFF; // the sub-format's GUID begins with the format code
            }
            if (code != PCM || channels != 1 || rate != RATE || bits != 16) {
                throw new Failure(name + " has " + bits + "-bit "
                        + (code == PCM ? "PCM" : "samples of format code " + code) + ", "
                        + (channels == 1 ? "mono" : channels + " channels") + ", " + rate + " Hz; expected is " + WANTED
                        + ": convert it with sox " + name + " -r 8000 -c 1 -b 16 OUT.wav");
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new Failure(name + " is a WAV file whose fmt chunk is too short", e);
        }
    }

    private static String tag(ByteBuffer in) {
        byte[] four = new byte[4];
        in.get(four);
        return new String(four, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }
}
