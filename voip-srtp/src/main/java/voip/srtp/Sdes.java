package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.SrtpCipherSuite;

/**
 * SDP security descriptions (RFC 4568): SRTP sessions from {@code a=crypto} attributes.
 *
 * <p>The key in an attribute is the one that its author sends with. Attributes are given as their values, which is what
 * follows {@code a=crypto:}.
 */
public final class Sdes {
    private Sdes() {}

    /**
     * Opens a negotiation by offer and answer, whose sessions work in both directions.
     *
     * @param suites those to offer and accept, in order of preference
     * @param random where keys come from; a secure one
     * @throws IllegalArgumentException if there are no suites
     */
    public static KeyNegotiation negotiation(List<SrtpCipherSuite> suites, RandomGenerator random, SrtpPolicy policy) {
        return new SdesNegotiation(suites, random, policy);
    }

    /**
     * Opens a session that only sends, by the standard policy; else as {@link #sender(String, List, SrtpPolicy)}.
     *
     * @throws IllegalArgumentException if the attribute is malformed or cannot be used; the message holds no key
     * @throws GeneralSecurityException if the suite's provider refuses
     */
    public static SrtpSession sender(String attribute, List<SrtpCipherSuite> suites) throws GeneralSecurityException {
        return sender(attribute, suites, SrtpPolicy.standard());
    }

    /**
     * Opens a session that only sends, with the keys and session parameters of the attribute (RFC 4568 §5.2).
     *
     * @param attribute of a description that is known to both sides, made by or for the sender
     * @param suites of which the one that the attribute names is used
     * @throws IllegalArgumentException if the attribute is malformed or cannot be used, or several suites are what it names; the message holds no key
     * @throws GeneralSecurityException if the suite's provider refuses
     */
    public static SrtpSession sender(String attribute, List<SrtpCipherSuite> suites, SrtpPolicy policy)
            throws GeneralSecurityException {
        try (CryptoAttribute parsed = parse(attribute)) {
            SrtpCipherSuite suite = suite(parsed, suites, policy);
            return SrtpSession.builder(suite)
                    .send(parsed.masterKeys(suite.spec()), parsed.parameters())
                    .policy(policy)
                    .open();
        }
    }

    /**
     * Opens a session that only receives, by the standard policy; else as {@link #receiver(String, List, SrtpPolicy)}.
     *
     * @throws IllegalArgumentException if the attribute is malformed or cannot be used; the message holds no key
     * @throws GeneralSecurityException if the suite's provider refuses
     */
    public static SrtpSession receiver(String attribute, List<SrtpCipherSuite> suites) throws GeneralSecurityException {
        return receiver(attribute, suites, SrtpPolicy.standard());
    }

    /**
     * Opens a session that only receives, with the keys and session parameters of the attribute (RFC 4568 §5.2).
     *
     * @param attribute of a description that is known to both sides, made by or for the sender
     * @param suites of which the one that the attribute names is used
     * @param policy whose replay window is the least: the attribute may hint at a larger one, of at most 4,096 packets
     * @throws IllegalArgumentException if the attribute is malformed or cannot be used; the message holds no key
     * @throws GeneralSecurityException if the suite's provider refuses
     */
    public static SrtpSession receiver(String attribute, List<SrtpCipherSuite> suites, SrtpPolicy policy)
            throws GeneralSecurityException {
        try (CryptoAttribute parsed = parse(attribute)) {
            SrtpCipherSuite suite = suite(parsed, suites, policy);
            return SrtpSession.builder(suite)
                    .receive(parsed.masterKeys(suite.spec()), parsed.parameters())
                    .policy(policy.hinted(parsed.windowSizeHint()))
                    .open();
        }
    }

    private static CryptoAttribute parse(String attribute) {
        try {
            return CryptoAttribute.parse(attribute);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the a=crypto line is malformed: " + e.getMessage(), e);
        }
    }

    /** The suite that the attribute names, with which it can be used. */
    private static SrtpCipherSuite suite(CryptoAttribute attribute, List<SrtpCipherSuite> suites, SrtpPolicy policy) {
        List<SrtpCipherSuite> fitting =
                suites.stream().filter(suite -> attribute.isFor(suite.spec())).toList();
        if (fitting.size() > 1) {
            throw new IllegalArgumentException("the a=crypto line is for a suite that was given "
                    + fitting.size() + " times: "
                    + fitting.stream().map(suite -> suite.spec().toString()).collect(Collectors.joining(" and "))
                    + "; give one of them");
        }
        if (fitting.size() == 1) {
            SrtpCipherSuite suite = fitting.get(0);
            attribute.problem(suite.spec(), policy).ifPresent(Sdes::refuse);
            return suite;
        }
        attribute.f8Problem().ifPresent(Sdes::refuse);
        throw new IllegalArgumentException("the a=crypto line is for the suite " + attribute.shownSuite()
                + ", and there is only: " + CryptoLines.names(suites));
    }

    private static void refuse(String problem) {
        throw new IllegalArgumentException("the a=crypto line cannot be used: " + problem);
    }
}
