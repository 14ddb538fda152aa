package voip.api;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random numbers that are no secret, such as SSRCs and sequence numbers, where no crypto module is present. Keys never come
 * from here: this is the only class outside the crypto modules that touches cryptography, and it does so when it is first
 * asked: where a crypto module is present, the JDK's generator is not even made.
 */
final class FallbackRandom implements RandomGenerator {
    private @Nullable SecureRandom random;

    @Override
    public synchronized long nextLong() {
        if (random == null) {
            random = new SecureRandom();
        }
        return random.nextLong();
    }
}
