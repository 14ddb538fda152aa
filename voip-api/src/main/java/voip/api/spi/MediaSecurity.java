package voip.api.spi;

import java.util.List;
import java.util.random.RandomGenerator;
import voip.api.srtp.SrtpCipherSuite;

/** The service that negotiates keys in SDP and protects packets with them. */
public interface MediaSecurity {
    /**
     * Opens the negotiation of one stack.
     *
     * @param suites those to offer and accept, in order of preference; never empty
     * @param random where keys come from
     */
    KeyNegotiation open(List<SrtpCipherSuite> suites, RandomGenerator random, SecuritySettings settings);
}
