package voip.api.srtp;

import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;

/**
 * What a crypto module offers besides cipher suites: a service, one for each module.
 *
 * <p>Like a suite, it is stateless and its constructor does no work.
 */
public interface CryptoModule {
    /** The provider's name, such as {@code JCE}, which its suites' {@link SuiteSpec#provider()} share. */
    String provider();

    /**
     * The provider's cryptographically secure random generator, safe for use by several threads; keys come from it.
     *
     * @throws IllegalStateException if the provider cannot be used; the message says why
     */
    RandomGenerator random();

    /**
     * Whether what this module does is done by a validated module in its approved mode: for the calling thread, since some
     * providers have a mode for each. May load the provider. The default says that it is not.
     */
    default Approval approval() {
        return Approval.none(provider(), provider() + " is no FIPS provider");
    }

    /**
     * A message digest.
     *
     * @param algorithm such as {@code SHA-256}
     * @throws GeneralSecurityException if the provider does not have it
     */
    byte[] digest(String algorithm, byte[] data) throws GeneralSecurityException;

    /**
     * Opens a keyed hash.
     *
     * @param algorithm such as {@code HmacSHA1}
     * @param key of which a copy is kept until the hash is closed
     * @throws GeneralSecurityException if the provider does not have it, or refuses the key
     */
    KeyedHash keyedHash(String algorithm, byte[] key) throws GeneralSecurityException;

    /**
     * Encrypts and authenticates secrets under a key of the caller's, so that they can be stored: by AES-GCM, with a
     * vector of 12 random bytes of {@link #random()} (NIST SP 800-38D §8.2.2) and a tag of 16. Every module has the same format,
     * so that another one can open it. The default refuses.
     *
     * @param key 16, 24 or 32 bytes; for at most 2<sup>32</sup> calls
     * @param header what is authenticated and not encrypted
     * @return the vector, the encrypted secret and the tag
     * @throws GeneralSecurityException if the provider does not have it, or refuses the key
     */
    default byte[] wrap(byte[] key, byte[] header, byte[] secret) throws GeneralSecurityException {
        throw new GeneralSecurityException(provider() + " does not wrap keys");
    }

    /**
     * Opens what {@link #wrap} made.
     *
     * @param header as it was
     * @throws GeneralSecurityException if it was made under another key or header, or altered since; if the provider does
     *     not have it, or refuses the key
     */
    default byte[] unwrap(byte[] key, byte[] header, byte[] wrapped) throws GeneralSecurityException {
        throw new GeneralSecurityException(provider() + " does not wrap keys");
    }
}
