package voip.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
    private static final short[] SAMPLES = {0, 1, -1, 32767, -32768};

    @TempDir
    Path folder;

    @Test
    void readsWhatItWrites() throws IOException {
        Path file = folder.resolve("a.wav");
        WavFile.write(file, SAMPLES);
        assertArrayEquals(SAMPLES, WavFile.read(file));
        assertEquals(44 + 10, Files.size(file));
    }

    @Test
    void skipsOtherChunksAndTheirPadding() {
        byte[] file = riff(chunk("LIST", new byte[] {1, 2, 3}), chunk("fmt ", format(1, 1, 8000, 16)), data());
        assertArrayEquals(SAMPLES, WavFile.parse(file, "a.wav"));
    }

    @Test
    void readsTheExtensibleForm() {
        ByteBuffer format = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        format.put(format(0xFFFE, 1, 8000, 16))
                .putShort((short) 22)
                .putShort((short) 16)
                .putInt(4);
        format.putShort((short) 1); // the sub-format: PCM
        assertArrayEquals(SAMPLES, WavFile.parse(riff(chunk("fmt ", format.array()), data()), "a.wav"));
        format.putShort(24, (short) 3); // float
        Failure refused =
                assertThrows(Failure.class, () -> WavFile.parse(riff(chunk("fmt ", format.array()), data()), "a.wav"));
        assertTrue(refused.getMessage().contains("format code 3"), refused.getMessage());
    }

    @Test
    void takesTheRestOfAFileWhoseLengthWasNotKnownWhenItBegan() {
        byte[] file = riff(chunk("fmt ", format(1, 1, 8000, 16)), data());
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(file.length - 14, -1)
                .putInt(4, -1);
        assertArrayEquals(SAMPLES, WavFile.parse(file, "a.wav"));
    }

    @Test
    void saysWhatItFoundAndWhatItExpects() {
        Failure refused = assertThrows(
                Failure.class, () -> WavFile.parse(riff(chunk("fmt ", format(1, 2, 44100, 24)), data()), "music.wav"));
        assertEquals(
                "music.wav has 24-bit PCM, 2 channels, 44100 Hz; expected is 16-bit PCM, mono, 8000 Hz: "
                        + "convert it with sox music.wav -r 8000 -c 1 -b 16 OUT.wav",
                refused.getMessage());
    }

    @Test
    void refusesWhatIsNoWavFile() {
        assertRefused("no RIFF/WAVE header", "ID3 and then some bytes".getBytes(StandardCharsets.US_ASCII));
        assertRefused("no RIFF/WAVE header", new byte[0]);
        assertRefused("no RIFF/WAVE header", new byte[12]);
        assertRefused("without a data chunk", riff(chunk("fmt ", format(1, 1, 8000, 16))));
        assertRefused("without a fmt chunk", riff(data()));
        assertRefused("fmt chunk is too short", riff(chunk("fmt ", new byte[8]), data()));
    }

    @Test
    void saysWhichFileIsNotThere() {
        Path missing = folder.resolve("missing.wav");
        Failure refused = assertThrows(Failure.class, () -> WavFile.read(missing));
        assertEquals("there is no file " + missing, refused.getMessage());
    }

    private static void assertRefused(String why, byte[] file) {
        Failure refused = assertThrows(Failure.class, () -> WavFile.parse(file, "a.wav"));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private static byte[] format(int code, int channels, int rate, int bits) {
        ByteBuffer format = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        format.putShort((short) code).putShort((short) channels).putInt(rate).putInt(rate * channels * bits / 8);
        return format.putShort((short) (channels * bits / 8))
                .putShort((short) bits)
                .array();
    }

    private static byte[] data() {
        ByteBuffer data = ByteBuffer.allocate(2 * SAMPLES.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asShortBuffer().put(SAMPLES);
        return chunk("data", data.array());
    }

    private static byte[] chunk(String tag, byte[] body) {
        ByteBuffer chunk =
                ByteBuffer.allocate(8 + body.length + body.length % 2).order(ByteOrder.LITTLE_ENDIAN);
        return chunk.put(tag.getBytes(StandardCharsets.US_ASCII))
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static byte[] riff(byte[]... chunks) {
        int length = 4;
        for (byte[] chunk : chunks) {
            length += chunk.length;
        }
        ByteBuffer file = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(length);
        file.put("WAVE".getBytes(StandardCharsets.US_ASCII));
        for (byte[] chunk : chunks) {
            file.put(chunk);
        }
        return file.array();
    }
}
