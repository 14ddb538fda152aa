package voip.crypto.bc.plugin;

/** The suite AES_CM_128_HMAC_SHA1_80 (RFC 3711, RFC 4568 §6.2.1). */
public final class AesCm128HmacSha1Tag80 extends AesCmHmacSha1 {
    /** For the service loader. */
    public AesCm128HmacSha1Tag80() {
        super("AES_CM_128_HMAC_SHA1_80", 16, 10);
    }
}
