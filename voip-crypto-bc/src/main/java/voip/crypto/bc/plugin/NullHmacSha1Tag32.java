package voip.crypto.bc.plugin;

/** The suite NULL_HMAC_SHA1_32 (RFC 3711 §4.1.3, RFC 5764 §4.1.2; the name is ours). */
public final class NullHmacSha1Tag32 extends NullHmacSha1 {
    /** For the service loader. */
    public NullHmacSha1Tag32() {
        super("NULL_HMAC_SHA1_32", 4);
    }
}
