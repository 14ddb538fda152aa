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
     * @param replayWindow the number of packets behind the newest that are still accepted, at least 64
     * @param rolloverTrials how many higher roll-over counters are tried for a packet that does not authenticate
     */
    KeyNegotiation open(List<SrtpCipherSuite> suites, RandomGenerator random, int replayWindow, int rolloverTrials);
}
