package voip.api;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers that are no secret, such as SSRCs and sequence numbers, where no crypto module is present. Keys never come
 * from here: this is the only class outside the crypto modules that touches cryptography.
 */
final class FallbackRandom implements RandomGenerator {
    private final SecureRandom random = new SecureRandom();

    @Override
    public long nextLong() {
        return random.nextLong();
    }
}
