import org.jspecify.annotations.NullMarked;

/**
 * Cipher suites and other cryptography on the providers of the JDK.
 *
 * <p>It is a module of its own, and exports nothing, so that an application chooses its cryptography by choosing a module:
 * all that the stack does with keys happens in a module of this kind.
 */
@NullMarked
module voip.crypto.jce {
    requires voip.api;

    provides voip.api.srtp.CryptoModule with
            voip.crypto.jce.plugin.JceCryptoModule;
    provides voip.api.srtp.SrtpCipherSuite with
            voip.crypto.jce.plugin.AeadAes128Gcm,
            voip.crypto.jce.plugin.AeadAes256Gcm,
            voip.crypto.jce.plugin.AesCm128HmacSha1Tag80,
            voip.crypto.jce.plugin.AesCm128HmacSha1Tag32,
            voip.crypto.jce.plugin.Aes256CmHmacSha1Tag80,
            voip.crypto.jce.plugin.Aes256CmHmacSha1Tag32,
            voip.crypto.jce.plugin.Aes192CmHmacSha1Tag80,
            voip.crypto.jce.plugin.Aes192CmHmacSha1Tag32,
            voip.crypto.jce.plugin.NullHmacSha1Tag80,
            voip.crypto.jce.plugin.NullHmacSha1Tag32;
}
