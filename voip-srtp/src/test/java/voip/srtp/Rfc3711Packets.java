package voip.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * SRTP and SRTCP packets of the counter-mode suites, written down from RFC 3711 and RFC 6188 with the JDK's own counter mode
 * and nothing of this framework: what it is held against where other programs are wrong. It is told every index.
 */
final class Rfc3711Packets {
    private final byte[] masterKey;
    private final byte[] masterSalt;
    private final int tagLength;
    private final boolean encrypts;

    /** With the NULL cipher (RFC 3711 §4.1.3) nothing is encrypted; session keys are derived all the same. */
    Rfc3711Packets(byte[] masterKey, byte[] masterSalt, int tagLength, boolean encrypts) {
        this.masterKey = masterKey;
        this.masterSalt = masterSalt;
        this.tagLength = tagLength;
        this.encrypts = encrypts;
    }

    /** The SRTP packet with that roll-over counter (RFC 3711 §3.1). */
    byte[] srtp(byte[] rtp, int headerLength, int rolloverCounter) throws GeneralSecurityException {
        ByteBuffer packet = ByteBuffer.wrap(rtp);
        long index = (rolloverCounter & 0xFFFF_FFFFL) << 16 | packet.getShort(2) & 0xFFFF;
        byte[] payload = Arrays.copyOfRange(rtp, headerLength, rtp.length);
        byte[] encrypted = encrypted(0x00, packet.getInt(8), index, payload);
        byte[] portion = concatenated(Arrays.copyOf(rtp, headerLength), encrypted);
        byte[] roc = ByteBuffer.allocate(4).putInt(rolloverCounter).array();
        byte[] code = hmacSha1(derived(0x01, 20), concatenated(portion, roc));
        return concatenated(portion, Arrays.copyOf(code, tagLength));
    }

    /** The SRTCP packet with that index (RFC 3711 §3.4); its tag has 80 bits in every suite (RFC 4568 §6.2). */
    byte[] srtcp(byte[] rtcp, int index) throws GeneralSecurityException {
        byte[] rest = Arrays.copyOfRange(rtcp, 8, rtcp.length);
        byte[] encrypted = encrypted(0x03, ByteBuffer.wrap(rtcp).getInt(4), index, rest);
        byte[] word = ByteBuffer.allocate(4)
                .putInt((encrypts ? 0x8000_0000 : 0) | index)
                .array();
        byte[] portion = concatenated(concatenated(Arrays.copyOf(rtcp, 8), encrypted), word);
        return concatenated(portion, Arrays.copyOf(hmacSha1(derived(0x04, 20), portion), 10));
    }

    /** RFC 3711 §4.1, with the encryption key at a label and the salt two behind it. */
    private byte[] encrypted(int label, int ssrc, long index, byte[] data) throws GeneralSecurityException {
        return encrypts ? aesCm(derived(label, masterKey.length), iv(derived(label + 2, 14), ssrc, index), data) : data;
    }

    /** RFC 3711 §4.3.1, §4.3.3: key_id = label || 48 bits of index DIV kdr, x = key_id XOR master_salt, IV = x * 2^16. */
    private byte[] derived(int label, int length) throws GeneralSecurityException {
        byte[] x = Arrays.copyOf(masterSalt, 16);
        x[14 - 7] ^= (byte) label;
        return aesCm(masterKey, x, new byte[length]);
    }

    /** RFC 3711 §4.1.1: IV = (k_s * 2^16) XOR (SSRC * 2^64) XOR (i * 2^16). */
    private static byte[] iv(byte[] salt, int ssrc, long index) {
        ByteBuffer others = ByteBuffer.allocate(16).putInt(4, ssrc);
        others.putLong(8, others.getLong(8) ^ index << 16);
        byte[] iv = Arrays.copyOf(salt, 16);
        for (int i = 0; i < 16; i++) {
            iv[i] ^= others.get(i);
        }
        return iv;
    }

    private static byte[] aesCm(byte[] key, byte[] iv, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(data);
    }

    private static byte[] hmacSha1(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac.doFinal(data);
    }

    private static byte[] concatenated(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
