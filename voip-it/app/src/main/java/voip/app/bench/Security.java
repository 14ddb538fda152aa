package voip.app.bench;

import java.util.random.RandomGenerator;
import voip.api.srtp.SrtpCipherSuite;

/**
 * What secured calls are secured with.
 *
 * @param random makes the keys
 */
public record Security(SrtpCipherSuite suite, RandomGenerator random) {
    CallKeys keys(int calls) {
        return new CallKeys(suite, calls, random);
    }

    @Override
    public String toString() {
        return suite.spec().name() + " of " + suite.spec().provider();
    }
}
