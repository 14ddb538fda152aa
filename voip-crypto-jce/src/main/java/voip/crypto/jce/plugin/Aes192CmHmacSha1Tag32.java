package voip.crypto.jce.plugin;

/** The suite AES_192_CM_HMAC_SHA1_32 (RFC 6188). */
public final class Aes192CmHmacSha1Tag32 extends AesCmHmacSha1 {
    /** For the service loader. */
    public Aes192CmHmacSha1Tag32() {
        super("AES_192_CM_HMAC_SHA1_32", 24, 4);
    }
}
