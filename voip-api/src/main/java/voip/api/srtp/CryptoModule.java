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
}
