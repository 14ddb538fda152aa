package voip.srtp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SuiteSpec;

/**
 * The session parameters of an {@code a=crypto} attribute (RFC 4568 §6.3). Those that take protection away are negotiated and
 * the same for both directions; the others are what its author declares for its own.
 *
 * <p>No reason holds any text of a parameter that is not known: it may be a key in the wrong place.
 */
final class SessionParameters implements AutoCloseable {
    private static final int LEAST_WINDOW = 64;
    private static final int MOST_WINDOW = 999_999_999;

    /** The parameters of the RFC, in its order, which is that in which they are written. */
    private enum Name {
        KDR,
        UNENCRYPTED_SRTP,
        UNENCRYPTED_SRTCP,
        UNAUTHENTICATED_SRTP,
        FEC_ORDER,
        FEC_KEY,
        WSH;

        private static @Nullable Name of(String text) {
            for (Name name : values()) {
                if (name.name().equalsIgnoreCase(text)) {
                    return name;
                }
            }
            return null;
        }
    }

    /** Whether forward error correction is applied before SRTP by the sender, or after it. */
    private enum FecOrder {
        FEC_SRTP,
        SRTP_FEC
    }

    private final SrtpParameters srtp;
    private final @Nullable FecOrder fecOrder;
    private final @Nullable InlineKeys fecKeys;
    private final int windowSizeHint; // 0 if there is none
    private final List<String> others; // as they stand

    private SessionParameters(
            SrtpParameters srtp,
            @Nullable FecOrder fecOrder,
            @Nullable InlineKeys fecKeys,
            int windowSizeHint,
            List<String> others) {
        this.srtp = srtp;
        this.fecOrder = fecOrder;
        this.fecKeys = fecKeys;
        this.windowSizeHint = windowSizeHint;
        this.others = List.copyOf(others);
    }

    /** Those that say how a direction is protected. Throws {@link IllegalArgumentException} if SDP cannot say it. */
    static SessionParameters of(SrtpParameters srtp) {
        if (srtp.keyDerivationRate() == 1) {
            throw new IllegalArgumentException(
                    "a key derivation rate of 1 cannot be written in SDP, where KDR=1 is 2 (RFC 4568 §6.3.1)");
        }
        if (srtp.rolloverCarrier() != null) {
            throw new IllegalArgumentException("roll-over counters in packets (RFC 4771) cannot be written in SDP");
        }
        return new SessionParameters(srtp, null, null, 0, List.of());
    }

    /** Throws {@link IllegalArgumentException} with a reason that follows on a name for the line. */
    static SessionParameters parse(List<String> texts) {
        Map<Name, String> values = new EnumMap<>(Name.class);
        List<String> others = new ArrayList<>();
        for (String text : texts) {
            boolean optional = text.startsWith("-");
            String named = optional ? text.substring(1) : text;
            int equals = named.indexOf('=') < 0 ? named.length() : named.indexOf('=');
            String label = named.substring(0, equals);
            Name name = Name.of(label);
            if (name == null) {
                requireLabel(label);
                others.add(text);
            } else if (optional) {
                throw new IllegalArgumentException("it marks " + name + " with '-', and only what is unknown can be");
            } else if (values.put(name, named.substring(equals)) != null) {
                throw new IllegalArgumentException("it has " + name + " twice");
            }
        }
        return interpret(values, others);
    }

    private static void requireLabel(String label) {
        if (label.isEmpty()) {
            throw new IllegalArgumentException("it has a session parameter without a name");
        }
        if (label.startsWith("-")) {
            throw new IllegalArgumentException("it has a session parameter with two '-' before its name");
        }
    }

    private static SessionParameters interpret(Map<Name, String> values, List<String> others) {
        SrtpParameters srtp = SrtpParameters.standard();
        FecOrder fecOrder = null;
        int windowSizeHint = 0;
        for (Map.Entry<Name, String> entry : values.entrySet()) {
            Name name = entry.getKey();
            String value = entry.getValue();
            switch (name) {
                case KDR -> {
                    int bits = (int) Decimal.parse("its KDR", valueOf(name, value), 0, 24);
                    srtp = srtp.withKeyDerivationRate(bits == 0 ? 0 : 1L << bits);
                }
                case UNENCRYPTED_SRTP, UNENCRYPTED_SRTCP, UNAUTHENTICATED_SRTP -> {
                    if (!value.isEmpty()) {
                        throw new IllegalArgumentException("its " + name + " has a value, and takes none");
                    }
                    srtp = srtp.with(SessionParameter.valueOf(name.name()));
                }
                case FEC_ORDER -> fecOrder = fecOrder(valueOf(name, value));
                case WSH ->
                    windowSizeHint = (int) Decimal.parse("its WSH", valueOf(name, value), LEAST_WINDOW, MOST_WINDOW);
                case FEC_KEY -> {} // last, so that keys are only read when nothing else can fail
            }
        }
        String fecKey = values.get(Name.FEC_KEY);
        InlineKeys fecKeys = fecKey == null ? null : fecKeys(valueOf(Name.FEC_KEY, fecKey));
        return new SessionParameters(srtp, fecOrder, fecKeys, windowSizeHint, others);
    }

    /** The value, which begins with a '=' if there is one. */
    private static String valueOf(Name name, String value) {
        if (value.length() < 2) {
            throw new IllegalArgumentException("its " + name + " has no value");
        }
        return value.substring(1);
    }

    private static FecOrder fecOrder(String value) {
        for (FecOrder order : FecOrder.values()) {
            if (order.name().equalsIgnoreCase(value)) {
                return order;
            }
        }
        throw new IllegalArgumentException("its FEC_ORDER is neither FEC_SRTP nor SRTP_FEC");
    }

    private static InlineKeys fecKeys(String value) {
        try {
            return InlineKeys.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its FEC_KEY is malformed: " + e.getMessage());
        }
    }

    /** How the author's direction is protected. */
    SrtpParameters srtp() {
        return srtp;
    }

    /** How large a replay window the author would like, in packets; 0 if it does not say. */
    int windowSizeHint() {
        return windowSizeHint;
    }

    /** Whether a key of forward error correction is one of these. */
    boolean hasKeyOf(InlineKeys keys) {
        return fecKeys != null && fecKeys.shareAKey(keys);
    }

    /** Why they cannot be used with a suite, whatever the policy, in words that follow on a name for the line. */
    Optional<String> problem(SuiteSpec spec) {
        for (SessionParameter parameter : SessionParameter.values()) {
            if (srtp.has(parameter) && !Layout.fits(spec, parameter)) {
                return Optional.of("it has " + parameter + ", which " + spec.name() + " cannot do: it is AEAD");
            }
        }
        if (fecKeys != null) {
            return Optional.of("it has FEC_KEY, and forward error correction is not supported");
        }
        // FEC_SRTP is the default (RFC 4568 §6.3.4): what is repaired is what SRTP leaves, which is up to the
        // application.
        if (fecOrder == FecOrder.SRTP_FEC) {
            return Optional.of("it has FEC_ORDER=SRTP_FEC, and forward error correction is not supported");
        }
        if (others.stream().anyMatch(text -> !text.startsWith("-"))) { // RFC 4568 §6.3.7
            return Optional.of(
                    "it has a session parameter of unknown name, and without the '-' of what may be ignored");
        }
        return Optional.empty();
    }

    /** Why a policy does not let them be used, likewise. */
    Optional<String> problem(SrtpPolicy policy) {
        for (SessionParameter parameter : SessionParameter.values()) {
            if (srtp.has(parameter) && !policy.allowed().contains(parameter)) {
                return Optional.of("it has " + parameter + ", which takes protection away, and must be allowed by name:"
                        + " allow(SessionParameter." + parameter + ") of a stack, allowing(...) of an SrtpPolicy");
            }
        }
        return Optional.empty();
    }

    void appendTo(StringBuilder sdp) {
        if (srtp.keyDerivationRate() != 0) {
            sdp.append(" KDR=").append(Long.numberOfTrailingZeros(srtp.keyDerivationRate()));
        }
        for (SessionParameter parameter : SessionParameter.values()) {
            if (srtp.has(parameter)) {
                sdp.append(' ').append(parameter);
            }
        }
        if (fecOrder != null) {
            sdp.append(" FEC_ORDER=").append(fecOrder);
        }
        if (fecKeys != null) {
            sdp.append(" FEC_KEY=");
            fecKeys.appendTo(sdp);
        }
        if (windowSizeHint != 0) {
            sdp.append(" WSH=").append(windowSizeHint);
        }
        for (String other : others) {
            sdp.append(' ').append(other);
        }
    }

    @Override
    public void close() {
        if (fecKeys != null) {
            fecKeys.close();
        }
    }
}
