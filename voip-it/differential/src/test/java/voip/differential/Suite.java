package voip.differential;

import java.util.random.RandomGenerator;
import org.jitsi.srtp.SrtpPolicy;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.SrtpCipherSuite;

/** The suites that both have. jitsi-srtp has no name for them, only their figures; and it derives no keys without AES. */
enum Suite {
    AES_CM_128_HMAC_SHA1_80(16, 10),
    AES_CM_128_HMAC_SHA1_32(16, 4),
    AES_192_CM_HMAC_SHA1_80(24, 10),
    AES_192_CM_HMAC_SHA1_32(24, 4),
    AES_256_CM_HMAC_SHA1_80(32, 10),
    AES_256_CM_HMAC_SHA1_32(32, 4),
    AEAD_AES_128_GCM(16, 16),
    AEAD_AES_256_GCM(32, 16);

    private static final CipherSuites PRESENT = CipherSuites.discover();

    private final int keyLength;
    private final int tagLength;

    Suite(int keyLength, int tagLength) {
        this.keyLength = keyLength;
        this.tagLength = tagLength;
    }

    SrtpCipherSuite ours() {
        return PRESENT.suite(name());
    }

    /** Theirs for SRTP. */
    SrtpPolicy theirs() {
        return theirs(tagLength);
    }

    /** Theirs for SRTCP, whose tag has 80 bits with the _32 suites too (RFC 4568 §6.2). */
    SrtpPolicy theirsForControl() {
        return theirs(Math.max(tagLength, 10));
    }

    private SrtpPolicy theirs(int tag) {
        return isAead()
                ? new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, keyLength, SrtpPolicy.NULL_AUTHENTICATION, 0, tag, 12)
                : new SrtpPolicy(
                        SrtpPolicy.AESCM_ENCRYPTION, keyLength, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, tag, 14);
    }

    byte[] randomKey(RandomGenerator random) {
        return bytes(random, keyLength);
    }

    byte[] randomSalt(RandomGenerator random) {
        return bytes(random, isAead() ? 12 : 14);
    }

    private boolean isAead() {
        return name().startsWith("AEAD");
    }

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
