package voip.srtp;

import java.util.Optional;
import java.util.regex.Pattern;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SuiteSpec;

/**
 * The value of an {@code a=crypto} attribute in SDP (RFC 4568): tag, cipher suite, keys and session parameters.
 *
 * <pre>
 * 1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32 KDR=10 WSH=128
 * </pre>
 *
 * <p>It is secret. {@link #toString} and messages hide the keys, and {@link #close} wipes its copies of them; but the
 * strings that it is parsed from, and those that {@link #toSdp} makes, cannot be wiped.
 *
 * <p>All of the grammar is understood. What is well-formed but cannot be used, {@link #problem} tells: forward error
 * correction, mandatory session parameters of unknown name (RFC 4568 §6.3.7), and what the policy does not allow.
 */
public final class CryptoAttribute implements AutoCloseable {
    private static final int MOST_TAG = 999_999_999;
    private static final int LONGEST_SUITE = 64;
    private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9_]+");

    /** What a name of a suite looks like, and a key in its place does not. */
    private static final Pattern NO_KEY = Pattern.compile("[A-Za-z0-9]{0,7}(_[A-Za-z0-9]{0,7})*");

    /** The suite of RFC 4568 §6.2.3, which no module can bring: f8 is neither counter mode nor AEAD. */
    private static final SuiteSpec F8 = SuiteSpec.hmacSha1("F8_128_HMAC_SHA1_80", "none", 16, 10);

    private final int tag;
    private final String suite;
    private final InlineKeys keys;
    private final SessionParameters parameters;

    private CryptoAttribute(int tag, String suite, InlineKeys keys, SessionParameters parameters) {
        this.tag = tag;
        this.suite = suite;
        this.keys = keys;
        this.parameters = parameters;
    }

    /**
     * Parses the value of an attribute: what follows {@code a=crypto:}. Runs of blanks, either case of suite and parameter
     * names, and keys without their base64 padding are fine (RFC 4568 §4).
     *
     * @throws IllegalArgumentException if it is malformed, longer than 4,096 characters, or has more than 16 keys or 32 session
     *     parameters; the message says why and holds no key
     */
    public static CryptoAttribute parse(String value) {
        CryptoFields fields = CryptoFields.split(value);
        // The grammar (§9.1) would let leading zeros be, and "01" would be "1" or another tag; §4.1 forbids them.
        int tag = (int) Decimal.parse("its tag", fields.tag(), 0, MOST_TAG);
        requireSuite(fields.suite());
        InlineKeys keys = InlineKeys.parse(fields.keys());
        boolean complete = false;
        try {
            SessionParameters parameters = SessionParameters.parse(fields.parameters());
            if (parameters.hasKeyOf(keys)) {
                parameters.close();
                throw new IllegalArgumentException("its FEC_KEY is one of its other keys (RFC 4568 §6.3.5)");
            }
            CryptoAttribute attribute = printable(tag, fields.suite(), keys, parameters);
            complete = true;
            return attribute;
        } finally {
            if (!complete) {
                keys.close();
            }
        }
    }

    /**
     * Makes an attribute with one key and no session parameters.
     *
     * @param tag 0 to 999,999,999
     * @param suite of at most 64 letters, digits and '_'
     * @param key of which a copy is made
     * @throws IllegalArgumentException if the tag is out of range, or the suite's name is not one for SDP
     */
    public static CryptoAttribute of(int tag, String suite, MasterKey key) {
        return of(tag, suite, MasterKeys.of(key), SrtpParameters.standard());
    }

    /**
     * Makes an attribute with several keys, lifetimes, identifiers and session parameters: those of what its author sends.
     *
     * @param tag 0 to 999,999,999
     * @param suite of at most 64 letters, digits and '_'
     * @param keys at most 16, of which copies are made; a lifetime of 2<sup>48</sup>, the default, is not written
     * @param parameters how the author protects
     * @throws IllegalArgumentException if tag or suite are not as above, if there are more keys or one of them twice, if
     *     it has more than 4,096 characters, or if SDP cannot say it: an identifier of 0 (RFC 4568 §6.1), a key derivation rate of 1 (§6.3.1), or roll-over counters in
     *     packets (RFC 4771)
     */
    public static CryptoAttribute of(int tag, String suite, MasterKeys keys, SrtpParameters parameters) {
        if (tag < 0 || tag > MOST_TAG) {
            throw new IllegalArgumentException("tag " + tag + " is outside 0 to " + MOST_TAG + " (RFC 4568 §9.1)");
        }
        requireSuite(suite);
        SessionParameters session = SessionParameters.of(parameters);
        return printable(tag, suite, InlineKeys.of(keys), session);
    }

    /** What is printed must be read again, and may be longer than what was read: by padding, if that was missing. */
    private static CryptoAttribute printable(int tag, String suite, InlineKeys keys, SessionParameters parameters) {
        CryptoAttribute attribute = new CryptoAttribute(tag, suite, keys, parameters);
        int length = attribute.toSdp().length();
        if (length > CryptoFields.MOST_CHARACTERS) {
            attribute.close();
            throw new IllegalArgumentException("written with its padding it has " + length + " characters; the most is "
                    + CryptoFields.MOST_CHARACTERS);
        }
        return attribute;
    }

    private static void requireSuite(String suite) {
        if (!SUITE.matcher(suite).matches()) {
            throw new IllegalArgumentException("its suite is not a name of letters, digits and '_'");
        }
        if (suite.length() > LONGEST_SUITE) {
            throw new IllegalArgumentException("its suite is longer than " + LONGEST_SUITE + " characters");
        }
    }

    /** The number by which an answer names the offered attribute it accepts. */
    public int tag() {
        return tag;
    }

    /** The name of the cipher suite. */
    public String suite() {
        return suite;
    }

    /** The name of the suite for messages, which hide what may be a key in its place. */
    String shownSuite() {
        return NO_KEY.matcher(suite).matches() ? suite : "of unknown name";
    }

    /** Whether this names the suite; letters count alike in both cases (RFC 4568 §4). */
    boolean isFor(SuiteSpec spec) {
        return suite.equalsIgnoreCase(spec.name());
    }

    /** Why this cannot be used if it is for the suite in f8 mode; empty if it is for another. */
    Optional<String> f8Problem() {
        return isFor(F8)
                ? unusable(F8).or(() -> Optional.of("AES in f8 mode (RFC 3711 §4.1.2) is not supported"))
                : Optional.empty();
    }

    /**
     * Why this cannot be used with a suite, in words that follow on a name for it; empty if it can.
     *
     * @param spec of the suite that {@link #suite} names
     * @param policy which allows session parameters that take protection away, or does not
     */
    public Optional<String> problem(SuiteSpec spec, SrtpPolicy policy) {
        return unusable(spec).or(() -> parameters.problem(policy));
    }

    /** The same, for whatever policy. */
    private Optional<String> unusable(SuiteSpec spec) {
        return keys.problem(spec).or(() -> parameters.problem(spec));
    }

    /**
     * New copies of the keys with their identifiers and lifetimes, for use with a suite.
     *
     * @throws IllegalArgumentException if there is a {@link #problem}, whatever the policy
     */
    public MasterKeys masterKeys(SuiteSpec spec) {
        unusable(spec).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return keys.masterKeys(spec);
    }

    /** How the author protects what it sends, besides the suite and the keys. */
    public SrtpParameters parameters() {
        return parameters.srtp();
    }

    /** How large a replay window the author would like for what it sends, in packets (RFC 4568 §6.3.6); 0 if it does not say. */
    public int windowSizeHint() {
        return parameters.windowSizeHint();
    }

    /** The same under another tag, with the same copies of the keys. */
    CryptoAttribute withTag(int other) {
        return new CryptoAttribute(other, suite, keys, parameters);
    }

    /** Whether both have a key in common, whatever else they say of it. */
    boolean hasKeyOf(CryptoAttribute other) {
        return keys.shareAKey(other.keys);
    }

    /** Whether both say the same of how a direction is protected; the tag and hints aside. */
    boolean isSame(CryptoAttribute other) {
        return suite.equalsIgnoreCase(other.suite)
                && keys.areSame(other.keys)
                && parameters().equals(other.parameters());
    }

    /** The value for the wire, with its keys: what follows {@code a=crypto:}. Secret. */
    public String toSdp() {
        StringBuilder sdp =
                new StringBuilder().append(tag).append(' ').append(suite).append(' ');
        keys.appendTo(sdp);
        parameters.appendTo(sdp);
        return sdp.toString();
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        keys.close();
        parameters.close();
    }

    @Override
    public String toString() {
        return "CryptoAttribute[" + tag + " " + shownSuite() + "]";
    }
}
