package voip.srtp;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** The {@code a=crypto} attributes of one offer; closing it wipes their keys. */
final class CryptoLines implements AutoCloseable {
    /** Each is compared with each; an offer has a few for every suite there is. */
    private static final int MOST_LINES = 64;

    private final List<Line> lines = new ArrayList<>();
    private final KnownKeys known;
    private final int unread;

    /** Parses the lines; none is usable that has a tag or a key of another, or a key of ours, of now or before. */
    CryptoLines(List<String> values, KnownKeys known) {
        this.known = known;
        for (String value : values.subList(0, Math.min(MOST_LINES, values.size()))) {
            lines.add(Line.parse(value));
        }
        this.unread = values.size() - lines.size();
    }

    /** The first line that can be used with a suite and takes no protection away, or else the first that can; or null. */
    @Nullable
    CryptoAttribute firstUsable(SuiteSpec spec) {
        CryptoAttribute first = null;
        for (Line line : lines) {
            if (line.attribute != null && isUsable(line.attribute, spec)) {
                if (line.attribute.parameters().without().isEmpty()) {
                    return line.attribute;
                }
                first = first == null ? line.attribute : first;
            }
        }
        return first;
    }

    /** The first line that can be used with a suite and is the same as another but for its tag, or null. */
    @Nullable
    CryptoAttribute firstUsable(SuiteSpec spec, CryptoAttribute same) {
        for (Line line : lines) {
            if (line.attribute != null && isUsable(line.attribute, spec) && line.attribute.isSame(same)) {
                return line.attribute;
            }
        }
        return null;
    }

    private boolean isUsable(CryptoAttribute attribute, SuiteSpec spec) {
        return attribute.isFor(spec)
                && shared(attribute) == null
                && known.problem(attribute, spec).isEmpty();
    }

    /** What another line has too, in words that follow on a name for the line (RFC 4568 §4.1, §6.1); null for nothing. */
    private @Nullable String shared(CryptoAttribute attribute) {
        for (Line line : lines) {
            CryptoAttribute other = line.attribute;
            if (other == null || other == attribute) {
                continue;
            }
            if (other.tag() == attribute.tag()) {
                return "shares its tag " + attribute.tag() + " with another";
            }
            if (other.hasKeyOf(attribute)) {
                return "shares a key with another";
            }
        }
        return null;
    }

    /** Why none can be used with any of our suites, line by line. */
    String refusal(List<SrtpCipherSuite> suites) {
        if (lines.isEmpty()) {
            return "the offer has no a=crypto line; we accept " + names(suites);
        }
        StringJoiner reasons = new StringJoiner("; ", "no a=crypto line of the offer can be used: ", "");
        for (int i = 0; i < lines.size(); i++) {
            reasons.add("line " + (i + 1) + " " + reason(lines.get(i), suites));
        }
        if (unread > 0) {
            reasons.add(unread + " more are not read, because " + MOST_LINES + " are the most");
        }
        return reasons + "; we accept " + names(suites);
    }

    private String reason(Line line, List<SrtpCipherSuite> suites) {
        CryptoAttribute attribute = line.attribute;
        if (attribute == null) {
            return "is malformed: " + line.malformed;
        }
        String name = "(" + attribute.shownSuite() + ") ";
        String shared = shared(attribute);
        if (shared != null) {
            return name + shared;
        }
        for (SrtpCipherSuite suite : suites) {
            if (attribute.isFor(suite.spec())) {
                return name + "is refused: "
                        + known.problem(attribute, suite.spec()).orElse("");
            }
        }
        return name
                + attribute.f8Problem().map(problem -> "is refused: " + problem).orElse("is not a suite of ours");
    }

    static String names(List<SrtpCipherSuite> suites) {
        StringJoiner names = new StringJoiner(", ");
        for (SrtpCipherSuite suite : suites) {
            names.add(suite.spec().name());
        }
        return names.toString();
    }

    @Override
    public void close() {
        for (Line line : lines) {
            if (line.attribute != null) {
                line.attribute.close();
            }
        }
    }

    /** An attribute, or why there is none. */
    private record Line(
            @Nullable CryptoAttribute attribute, @Nullable String malformed) {
        private static Line parse(String value) {
            try {
                return new Line(CryptoAttribute.parse(value), null);
            } catch (IllegalArgumentException e) {
                return new Line(null, e.getMessage());
            }
        }
    }
}
