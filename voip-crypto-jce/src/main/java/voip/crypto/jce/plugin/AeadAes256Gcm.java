package voip.crypto.jce.plugin;

/** The suite AEAD_AES_256_GCM (RFC 7714). */
public final class AeadAes256Gcm extends AesGcm {
    /** For the service loader. */
    public AeadAes256Gcm() {
        super("AEAD_AES_256_GCM", 32);
    }
}
