import org.jspecify.annotations.NullMarked;

/**
 * Cipher suites and other cryptography on BouncyCastle's FIPS distribution, and on nothing else: key derivation, ciphers,
 * codes and random numbers are all its own.
 *
 * <p>It is a module of its own so that a deployment can swap it for {@code voip.crypto.jce} without a change of code: the
 * same image, another folder of plug-ins.
 */
@NullMarked
module voip.crypto.bc {
    requires org.apache.logging.log4j;
    requires org.bouncycastle.fips.core;
    requires voip.api;

    provides voip.api.srtp.CryptoModule with
            voip.crypto.bc.plugin.BcCryptoModule;
    provides voip.api.srtp.SrtpCipherSuite with
            voip.crypto.bc.plugin.AeadAes128Gcm,
            voip.crypto.bc.plugin.AeadAes256Gcm,
            voip.crypto.bc.plugin.AesCm128HmacSha1Tag80,
            voip.crypto.bc.plugin.AesCm128HmacSha1Tag32,
            voip.crypto.bc.plugin.Aes256CmHmacSha1Tag80,
            voip.crypto.bc.plugin.Aes256CmHmacSha1Tag32,
            voip.crypto.bc.plugin.Aes192CmHmacSha1Tag80,
            voip.crypto.bc.plugin.Aes192CmHmacSha1Tag32,
            voip.crypto.bc.plugin.NullHmacSha1Tag80,
            voip.crypto.bc.plugin.NullHmacSha1Tag32;
}
