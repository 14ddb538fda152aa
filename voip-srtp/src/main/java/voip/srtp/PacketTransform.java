package voip.srtp;

import java.security.GeneralSecurityException;

/**
 * One direction's session keys, applied to packets at an index that has been decided: the layouts of SRTP and SRTCP.
 *
 * <p>Offsets are into the array; {@code end} is the end of the RTP or RTCP packet itself, behind which lies what SRTP adds.
 */
sealed interface PacketTransform extends AutoCloseable permits CounterModeTransform, AeadTransform {
    /** The length of the word of E flag and index that SRTCP adds. */
    int CONTROL_WORD = 4;
    /** The part of an RTCP packet that is never encrypted: its first header and SSRC. */
    int CONTROL_HEADER = 8;
    /** The E flag: the packet is encrypted. */
    int ENCRYPTED = 0x8000_0000;

    /** How many bytes SRTP adds behind a packet. */
    int tagLength();

    /** How many bytes SRTCP adds behind a packet, besides the word of E flag and index. */
    int controlTagLength();

    /** How far behind the end of an RTCP packet the word of E flag and index lies. */
    int controlWordOffset();

    /** Encrypts the payload and writes the tag. */
    void seal(byte[] bytes, int start, int payload, int end, int ssrc, long index) throws GeneralSecurityException;

    /** Checks the tag and decrypts the payload; false if the tag is wrong. */
    boolean unseal(byte[] bytes, int start, int payload, int end, int ssrc, long index) throws GeneralSecurityException;

    /** Encrypts an RTCP packet, and writes tag, E flag and index. */
    void sealControl(byte[] bytes, int start, int end, int ssrc, int index) throws GeneralSecurityException;

    /** Checks the tag of an RTCP packet, and decrypts it if the word has the E flag; false if the tag is wrong. */
    boolean unsealControl(byte[] bytes, int start, int end, int ssrc, int word) throws GeneralSecurityException;

    /** Wipes the keys. */
    @Override
    void close();
}
