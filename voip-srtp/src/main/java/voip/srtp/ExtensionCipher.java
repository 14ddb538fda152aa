package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import voip.api.RtpPacket;
import voip.api.srtp.KeystreamCipher;

/**
 * The encryption of header extension elements (RFC 6904 §3): of the data of those that are agreed on, and of nothing else.
 * Applied twice, it restores them.
 */
final class ExtensionCipher implements AutoCloseable {
    private static final int ONE_BYTE = 0xBEDE;
    private static final int TWO_BYTE = 0x1000;
    private static final int END = 15; // of the one-byte form, RFC 8285 §4.2

    private final KeystreamCipher cipher;
    private final SaltedVector vector;
    private byte[] keystream = new byte[64];

    /** Owns the cipher. */
    ExtensionCipher(KeystreamCipher cipher, SaltedVector vector) {
        this.cipher = cipher;
        this.vector = vector;
    }

    /** Encrypts or decrypts in the header of a packet, whose payload begins at an offset. */
    void apply(byte[] bytes, int start, int payload, int ssrc, long index, ExtensionSet encrypted)
            throws GeneralSecurityException {
        if ((bytes[start] & 0x10) == 0) {
            return;
        }
        int extension = start + RtpPacket.FIXED_HEADER + 4 * (bytes[start] & 0x0F);
        int profile = BigEndian.uint16(bytes, extension);
        boolean oneByte = profile == ONE_BYTE;
        if (!oneByte && (profile & 0xFFF0) != TWO_BYTE) {
            return;
        }
        int from = extension + 4;
        boolean begun = false;
        int at = from;
        while (at < payload) {
            int id = oneByte ? (bytes[at] & 0xFF) >> 4 : bytes[at] & 0xFF;
            if (oneByte ? bytes[at] == 0 : id == 0) { // padding
                at++;
                continue;
            }
            if (oneByte ? id == 0 || id == END : at + 1 >= payload) {
                break;
            }
            int data = at + (oneByte ? 1 : 2);
            int length = oneByte ? (bytes[at] & 0x0F) + 1 : bytes[at + 1] & 0xFF;
            if (data + length > payload) {
                break;
            }
            if (encrypted.contains(id)) {
                if (!begun) {
                    begin(payload - from, ssrc, index);
                    begun = true;
                }
                for (int i = data; i < data + length; i++) {
                    bytes[i] ^= keystream[i - from];
                }
            }
            at = data + length;
        }
    }

    private void begin(int length, int ssrc, long index) throws GeneralSecurityException {
        if (length > keystream.length) {
            keystream = new byte[length];
        }
        Arrays.fill(keystream, 0, length, (byte) 0);
        cipher.apply(vector.at(ssrc, index), keystream, 0, length);
    }

    @Override
    public void close() {
        Arrays.fill(keystream, (byte) 0);
        vector.wipe();
        cipher.close();
    }
}
