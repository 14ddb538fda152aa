package voip.crypto.jce.plugin;

/** The suite AEAD_AES_128_GCM (RFC 7714). */
public final class AeadAes128Gcm extends AesGcm {
    /** For the service loader. */
    public AeadAes128Gcm() {
        super("AEAD_AES_128_GCM", 16);
    }
}
