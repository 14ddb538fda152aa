package voip.crypto.bc.plugin;

/** The suite AES_CM_128_HMAC_SHA1_32 (RFC 3711, RFC 4568 §6.2.2). */
public final class AesCm128HmacSha1Tag32 extends AesCmHmacSha1 {
    /** For the service loader. */
    public AesCm128HmacSha1Tag32() {
        super("AES_CM_128_HMAC_SHA1_32", 16, 4);
    }
}
