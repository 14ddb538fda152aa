package voip.srtp;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import voip.api.OfferRefusedException;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.PacketProtection;
import voip.api.srtp.SrtpCipherSuite;

/** An offer of one line for each suite; any thread may use it. */
final class SdesOffer implements KeyNegotiation.Offer {
    private final List<SrtpCipherSuite> suites;
    private final List<CryptoAttribute> lines;
    private final SrtpPolicy policy;
    private boolean closed;

    /** Takes as many lines as suites, in the same order; owns the lines. */
    SdesOffer(List<SrtpCipherSuite> suites, List<CryptoAttribute> lines, SrtpPolicy policy) {
        this.suites = suites;
        this.lines = lines;
        this.policy = policy;
    }

    @Override
    public synchronized List<String> crypto() {
        requireOpen();
        return lines.stream().map(CryptoAttribute::toSdp).toList();
    }

    /** {@inheritDoc} If it is refused, the offer stays open. */
    @Override
    public synchronized KeyNegotiation.Agreed complete(List<String> answered, KeyNegotiation.@Nullable Agreed current) {
        requireOpen();
        if (answered.size() != 1) {
            throw refused("it has " + answered.size() + " a=crypto lines, and must accept exactly one");
        }
        try (CryptoAttribute answer = parse(answered.get(0))) {
            int accepted = accepted(answer);
            SrtpCipherSuite suite = suites.get(accepted);
            answer.problem(suite.spec()).ifPresent(problem -> {
                throw refused(problem);
            });
            for (CryptoAttribute ours : lines) {
                if (answer.hasKeyOf(ours)) {
                    throw refused("it sends a key of ours back, and must have its own (RFC 4568 §7.1.2)");
                }
            }
            PacketProtection session = SdesNegotiation.open(
                    suite, lines.get(accepted).masterKey(suite.spec()), answer.masterKey(suite.spec()), policy);
            String line = lines.get(accepted).toSdp();
            return new KeyNegotiation.Agreed(line, answer.toSdp(), session);
        }
    }

    private static CryptoAttribute parse(String value) {
        try {
            return CryptoAttribute.parse(value);
        } catch (IllegalArgumentException e) {
            throw refused("its a=crypto line is malformed: " + e.getMessage());
        }
    }

    /** Which of our lines it accepts: tag and suite have to be those of one (RFC 4568 §5.1.3). */
    private int accepted(CryptoAttribute answer) {
        for (int i = 0; i < lines.size(); i++) {
            if (answer.tag() == lines.get(i).tag() && answer.isFor(suites.get(i).spec())) {
                return i;
            }
        }
        StringJoiner offered = new StringJoiner(", ");
        for (CryptoAttribute line : lines) {
            offered.add(line.tag() + " " + line.suite());
        }
        throw refused("it accepts " + answer.tag() + " " + answer.suite() + ", and offered were " + offered);
    }

    private static OfferRefusedException refused(String reason) {
        return new OfferRefusedException(
                OfferRefusedException.Reason.ANSWER_MISMATCH, "the answer does not follow from the offer: " + reason);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this offer was completed or closed, and its keys are wiped");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (CryptoAttribute line : lines) {
            line.close();
        }
    }

    @Override
    public String toString() {
        return "SdesOffer" + lines;
    }
}
