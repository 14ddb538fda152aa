package voip.srtp;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** The {@code a=crypto} attributes of one offer; closing it wipes their keys. */
final class CryptoLines implements AutoCloseable {
    private final List<Line> lines = new ArrayList<>();
    private final KnownKeys known;

    /** Parses the lines; none is usable that has a key of ours, of now or before. */
    CryptoLines(List<String> values, KnownKeys known) {
        this.known = known;
        for (String value : values) {
            lines.add(Line.parse(value));
        }
    }

    /** The first line that can be used with a suite, or null. */
    @Nullable
    CryptoAttribute firstUsable(SuiteSpec spec) {
        for (Line line : lines) {
            if (line.attribute != null && isUsable(line.attribute, spec)) {
                return line.attribute;
            }
        }
        return null;
    }

    /** The first line that can be used with a suite and has the key of another, or null. */
    @Nullable
    CryptoAttribute firstUsable(SuiteSpec spec, CryptoAttribute key) {
        for (Line line : lines) {
            if (line.attribute != null && isUsable(line.attribute, spec) && line.attribute.hasKeyOf(key)) {
                return line.attribute;
            }
        }
        return null;
    }

    private boolean isUsable(CryptoAttribute attribute, SuiteSpec spec) {
        return attribute.isFor(spec)
                && isUnique(attribute.tag())
                && !known.hasOurs(attribute)
                && attribute.problem(spec).isEmpty();
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
        return reasons + "; we accept " + names(suites);
    }

    private String reason(Line line, List<SrtpCipherSuite> suites) {
        CryptoAttribute attribute = line.attribute;
        if (attribute == null) {
            return "is malformed: " + line.malformed;
        }
        String name = "(" + attribute.suite() + ") ";
        if (!isUnique(attribute.tag())) {
            return name + "shares its tag " + attribute.tag() + " with another";
        }
        if (known.hasOurs(attribute)) {
            return name + "is refused: it sends our key back, and must have its own (RFC 4568 §7.1.2)";
        }
        for (SrtpCipherSuite suite : suites) {
            if (attribute.isFor(suite.spec())) {
                return name + "is refused: " + attribute.problem(suite.spec()).orElse("");
            }
        }
        return name + "is not a suite of ours";
    }

    private boolean isUnique(int tag) {
        int count = 0;
        for (Line line : lines) {
            if (line.attribute != null && line.attribute.tag() == tag) {
                count++;
            }
        }
        return count == 1;
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
