package voip.rtp;

/**
 * The G.711 codecs (ITU-T G.711, RFC 3551 §4.5.14): one byte a sample, A-law or µ-law, from and to 16-bit linear PCM.
 *
 * <p>Methods over arrays convert {@code length} samples, allocate nothing, and throw
 * {@link IndexOutOfBoundsException} if a range lies outside its array.
 */
public final class G711 {
    private static final int MU_LAW_BIAS =
            33; // of the 14-bit magnitude, so that every segment starts at a power of two
    private static final int MU_LAW_MAX = 0x1FFF;
    private static final short[] FROM_MU_LAW = new short[256];
    private static final short[] FROM_A_LAW = new short[256];

    static {
        for (int code = 0; code < 256; code++) {
            FROM_MU_LAW[code] = (short) expandMuLaw(code);
            FROM_A_LAW[code] = (short) expandALaw(code);
        }
    }

    private G711() {}

    /** The µ-law code of a sample. */
    public static byte toMuLaw(short sample) {
        int magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + MU_LAW_BIAS, MU_LAW_MAX);
        int segment = 26 - Integer.numberOfLeadingZeros(magnitude); // bit 5 begins segment 0
        int code = segment << 4 | magnitude >> segment + 1 & 0x0F;
        return (byte) (~code & 0x7F | (sample < 0 ? 0 : 0x80));
    }

    /** The sample of a µ-law code, -32,124 to 32,124. */
    public static short fromMuLaw(byte code) {
        return FROM_MU_LAW[code & 0xFF];
    }

    /** The A-law code of a sample. */
    public static byte toALaw(short sample) {
        int magnitude = (sample < 0 ? ~sample : sample) >> 4;
        int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude)); // the two lowest are both linear
        int code = segment == 0 ? magnitude : segment << 4 | magnitude >> segment - 1 & 0x0F;
        return (byte) (code ^ 0x55 ^ (sample < 0 ? 0 : 0x80)); // every other bit is inverted
    }

    /** The sample of an A-law code, -32,256 to 32,256, never 0. */
    public static short fromALaw(byte code) {
        return FROM_A_LAW[code & 0xFF];
    }

    /** Encodes samples as µ-law. */
    public static void encodeMuLaw(short[] samples, int offset, byte[] codes, int codesOffset, int length) {
        for (int i = 0; i < length; i++) {
            codes[codesOffset + i] = toMuLaw(samples[offset + i]);
        }
    }

    /** Decodes µ-law. */
    public static void decodeMuLaw(byte[] codes, int offset, short[] samples, int samplesOffset, int length) {
        for (int i = 0; i < length; i++) {
            samples[samplesOffset + i] = FROM_MU_LAW[codes[offset + i] & 0xFF];
        }
    }

    /** Encodes samples as A-law. */
    public static void encodeALaw(short[] samples, int offset, byte[] codes, int codesOffset, int length) {
        for (int i = 0; i < length; i++) {
            codes[codesOffset + i] = toALaw(samples[offset + i]);
        }
    }

    /** Decodes A-law. */
    public static void decodeALaw(byte[] codes, int offset, short[] samples, int samplesOffset, int length) {
        for (int i = 0; i < length; i++) {
            samples[samplesOffset + i] = FROM_A_LAW[codes[offset + i] & 0xFF];
        }
    }

    private static int expandMuLaw(int code) {
        int bits = ~code & 0xFF;
        int magnitude = ((bits & 0x0F) * 2 + MU_LAW_BIAS << (bits >> 4 & 7)) - MU_LAW_BIAS << 2;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static int expandALaw(int code) {
        int bits = code ^ 0x55;
        int segment = bits >> 4 & 7;
        int magnitude = (bits & 0x0F) * 16 + 8;
        if (segment > 0) {
            magnitude = magnitude + 256 << segment - 1;
        }
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }
}
