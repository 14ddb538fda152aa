package voip.crypto.bc.plugin;

/** The suite AES_192_CM_HMAC_SHA1_80 (RFC 6188). */
public final class Aes192CmHmacSha1Tag80 extends AesCmHmacSha1 {
    /** For the service loader. */
    public Aes192CmHmacSha1Tag80() {
        super("AES_192_CM_HMAC_SHA1_80", 24, 10);
    }
}
