package voip.srtp;

import java.security.GeneralSecurityException;

/**
 * One direction's session keys, applied to packets at an index that has been decided.
 *
 * <p>Offsets are into the array; {@code end} is the end of the RTP or RTCP packet itself. Where a code goes, and how long it
 * is, is the {@link Layout}'s part.
 */
sealed interface PacketTransform extends AutoCloseable permits CounterModeTransform, AeadTransform {
    /** The part of an RTCP packet that is never encrypted: its first header and SSRC. */
    int CONTROL_HEADER = 8;
    /** The E flag: the packet is encrypted. */
    int ENCRYPTED = 0x8000_0000;
    /** How much of a code {@link #code} copies. */
    int COMPARED = 16;

    /** Encrypts the payload, and writes tag or code. */
    void seal(byte[] bytes, int start, int payload, int end, int ssrc, long index, int codeAt, int codeLength)
            throws GeneralSecurityException;

    /** Checks tag or code, and decrypts the payload; false if it is wrong. */
    boolean unseal(byte[] bytes, int start, int payload, int end, int ssrc, long index, int codeAt, int codeLength)
            throws GeneralSecurityException;

    /** Encrypts an RTCP packet if the word has the E flag, and writes the word, and tag or code. */
    void sealControl(byte[] bytes, int start, int end, int ssrc, int word, int codeAt) throws GeneralSecurityException;

    /** Checks tag or code of an RTCP packet, and decrypts it if the word has the E flag; false if it is wrong. */
    boolean unsealControl(byte[] bytes, int start, int end, int ssrc, int word, int codeAt)
            throws GeneralSecurityException;

    /** Copies the first {@link #COMPARED} bytes of the code or tag of the SRTP packet that was just sealed. */
    void code(byte[] bytes, int end, byte[] into, int at);

    /** Wipes the keys. */
    @Override
    void close();
}
