package voip.srtp;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import voip.api.OfferRefusedException;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** An offer of one line for each suite; any thread may use it. */
final class SdesOffer implements KeyNegotiation.Offer {
    /** Each with a key of its own is remembered; a call forks to a few. */
    private static final int MOST_ANSWERS = 32;

    private final List<SrtpCipherSuite> suites;
    private final List<CryptoAttribute> lines;
    private final KnownKeys known;
    private int answers;
    private boolean closed;

    /** Takes as many lines as suites, in the same order; owns the lines, and what is known of the call's keys. */
    SdesOffer(List<SrtpCipherSuite> suites, List<CryptoAttribute> lines, KnownKeys known) {
        this.suites = suites;
        this.lines = lines;
        this.known = known;
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
            CryptoAttribute ours = lines.get(accepted);
            known.add(current);
            requireAcceptable(answer, ours, suite.spec());
            boolean isNew = !known.hasTheirs(answer);
            if (isNew && answers >= MOST_ANSWERS) {
                throw refused("it has another key than " + MOST_ANSWERS + " before it; make a new offer");
            }
            SrtpSession session = known.session(suite, ours, answer, current);
            KeyNegotiation.Agreed agreed = new KeyNegotiation.Agreed(ours.toSdp(), answer.toSdp(), session);
            known.add(agreed);
            answers += isNew ? 1 : 0;
            return agreed;
        }
    }

    private void requireAcceptable(CryptoAttribute answer, CryptoAttribute ours, SuiteSpec spec) {
        known.problem(answer, spec).ifPresent(problem -> {
            throw refused(problem);
        });
        for (CryptoAttribute line : lines) {
            if (answer.hasKeyOf(line)) {
                throw refused("it sends a key of our offer back, and must have its own (RFC 4568 §7.1.2)");
            }
        }
        // RFC 4568 §5.1.3, §6.3.2, §6.3.3: these apply to both directions, or to none.
        for (SessionParameter parameter : SessionParameter.values()) {
            boolean offered = ours.parameters().has(parameter);
            if (answer.parameters().has(parameter) != offered) {
                throw refused(
                        offered
                                ? "it lacks " + parameter + ", which was offered"
                                : "it has " + parameter + ", which was not offered");
            }
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
        throw refused("it accepts " + answer.tag() + " " + answer.shownSuite() + ", and offered were " + offered);
    }

    private static OfferRefusedException refused(String reason) {
        return new OfferRefusedException(
                OfferRefusedException.Reason.ANSWER_MISMATCH, "the answer does not follow from the offer: " + reason);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this offer is closed, and its keys are wiped");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (CryptoAttribute line : lines) {
            line.close();
        }
        known.close();
    }

    @Override
    public String toString() {
        return "SdesOffer" + lines;
    }
}
