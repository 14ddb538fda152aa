package voip.crypto.jce.plugin;

/** The suite AES_256_CM_HMAC_SHA1_32 (RFC 6188). */
public final class Aes256CmHmacSha1Tag32 extends AesCmHmacSha1 {
    /** For the service loader. */
    public Aes256CmHmacSha1Tag32() {
        super("AES_256_CM_HMAC_SHA1_32", 32, 4);
    }
}
