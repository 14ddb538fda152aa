package voip.srtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.ConstantTime;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SuiteSpec;

/**
 * The value of an {@code a=crypto} attribute in SDP (RFC 4568): tag, cipher suite, keys and session parameters.
 *
 * <pre>
 * 1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32 WSH=128
 * </pre>
 *
 * <p>It is secret. {@link #toString} and messages hide the keys, and {@link #close} wipes its copies of them; but the
 * strings that it is parsed from, and those that {@link #toSdp} makes, cannot be wiped.
 *
 * <p>All of the grammar is understood, but not all can be used: {@link #problem} refuses several keys, master key
 * identifiers, and the session parameters that change how packets are protected. A lifetime ends the key
 * ({@link voip.api.Verdict#KEY_EXHAUSTED}) if it comes before the suite's own end.
 */
public final class CryptoAttribute implements AutoCloseable {
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern TAG = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
    private static final Pattern HINT = Pattern.compile("(?i:WSH=)[0-9]{2,9}");
    private static final Pattern NAMED = Pattern.compile(
            "(KDR|UNENCRYPTED_SRTP|UNENCRYPTED_SRTCP|UNAUTHENTICATED_SRTP|FEC_ORDER|FEC_KEY)(=.*)?",
            Pattern.CASE_INSENSITIVE);

    private final int tag;
    private final String suite;
    private final List<InlineKey> keys;
    private final List<String> sessionParameters;

    private CryptoAttribute(int tag, String suite, List<InlineKey> keys, List<String> sessionParameters) {
        this.tag = tag;
        this.suite = suite;
        this.keys = keys;
        this.sessionParameters = sessionParameters;
    }

    /**
     * Parses the value of an attribute: what follows {@code a=crypto:}.
     *
     * @throws IllegalArgumentException if it is malformed; the message says why and holds no key
     */
    public static CryptoAttribute parse(String value) {
        String[] fields = BLANKS.split(value.strip());
        if (fields.length < 3) {
            throw new IllegalArgumentException("it does not have a tag, a suite and a key (RFC 4568 §9.1)");
        }
        if (!TAG.matcher(fields[0]).matches()) {
            throw new IllegalArgumentException("its tag is not a number of 1 to 9 digits (RFC 4568 §9.1)");
        }
        if (!SUITE.matcher(fields[1]).matches()) {
            throw new IllegalArgumentException("its suite is not a name of letters, digits and '_' (RFC 4568 §9.1)");
        }
        List<String> parameters = List.of(Arrays.copyOfRange(fields, 3, fields.length));
        for (String parameter : parameters) {
            if (!VISIBLE.matcher(parameter).matches()) {
                throw new IllegalArgumentException("a session parameter has other than visible characters");
            }
        }
        List<InlineKey> keys = new ArrayList<>();
        try {
            for (String parameter : fields[2].split(";", -1)) {
                keys.add(InlineKey.parse(parameter));
            }
        } catch (IllegalArgumentException e) {
            keys.forEach(InlineKey::close);
            throw e;
        }
        return new CryptoAttribute(Integer.parseInt(fields[0]), fields[1], keys, parameters);
    }

    /**
     * Makes an attribute with one key and no session parameters.
     *
     * @param tag 0 to 999,999,999
     * @param key of which a copy is made
     * @throws IllegalArgumentException if the tag is out of range, or the suite's name is not one for SDP
     */
    public static CryptoAttribute of(int tag, String suite, MasterKey key) {
        if (tag < 0 || tag > 999_999_999 || !SUITE.matcher(suite).matches()) {
            throw new IllegalArgumentException("tag " + tag + " and suite " + suite + " do not fit RFC 4568 §9.1");
        }
        byte[] keyAndSalt = Arrays.copyOf(key.key(), key.key().length + key.salt().length);
        System.arraycopy(key.salt(), 0, keyAndSalt, key.key().length, key.salt().length);
        return new CryptoAttribute(tag, suite, List.of(new InlineKey(keyAndSalt, null, null)), List.of());
    }

    /** The number by which an answer names the offered attribute it accepts. */
    public int tag() {
        return tag;
    }

    /** The name of the cipher suite. */
    public String suite() {
        return suite;
    }

    /** The session parameters as they stand; {@code FEC_KEY} holds keys. */
    public List<String> sessionParameters() {
        return sessionParameters;
    }

    /** Whether this names the suite; letters count alike in both cases (RFC 4568 §4). */
    boolean isFor(SuiteSpec spec) {
        return suite.equalsIgnoreCase(spec.name());
    }

    /**
     * Why this cannot be used with a suite, in words that follow on a name for it; empty if it can.
     *
     * @param spec of the suite that {@link #suite} names
     */
    public Optional<String> problem(SuiteSpec spec) {
        if (keys.size() > 1) {
            return Optional.of("it has several keys, which are not supported");
        }
        if (keys.get(0).hasMki()) {
            return Optional.of("it has a master key identifier (MKI), which is not supported");
        }
        int length = keys.get(0).keyAndSalt().length;
        int expected = spec.keyLength() + spec.saltLength();
        if (length != expected) {
            return Optional.of("its key and salt are " + length + " bytes, and " + spec.name() + " takes " + expected);
        }
        for (String parameter : sessionParameters) {
            // A hint, and what is marked as optional, may be ignored (RFC 4568 §6.3.6, §6.3.7).
            if (!parameter.startsWith("-") && !HINT.matcher(parameter).matches()) {
                return Optional.of("its session parameter " + nameOf(parameter) + " is not supported");
            }
        }
        return Optional.empty();
    }

    /** Only known names are told: anything else might be a key in the wrong place. */
    private static String nameOf(String parameter) {
        if (!NAMED.matcher(parameter).matches()) {
            return "(one of unknown name)";
        }
        int end = parameter.indexOf('=');
        return (end < 0 ? parameter : parameter.substring(0, end)).toUpperCase(Locale.ROOT);
    }

    /**
     * A new copy of the key, for use with a suite.
     *
     * @throws IllegalArgumentException if there is a {@link #problem}
     */
    public MasterKey masterKey(SuiteSpec spec) {
        @Nullable String problem = problem(spec).orElse(null);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        byte[] keyAndSalt = keys.get(0).keyAndSalt();
        return new MasterKey(
                Arrays.copyOf(keyAndSalt, spec.keyLength()),
                Arrays.copyOfRange(keyAndSalt, spec.keyLength(), keyAndSalt.length));
    }

    /** New copies of the keys with their lifetimes (RFC 4568 §6.1), for use with a suite; else as {@link #masterKey}. */
    MasterKeys masterKeys(SuiteSpec spec) {
        return MasterKeys.of(masterKey(spec), keys.get(0).lifetime());
    }

    /** How the session parameters say that the author's direction is protected. */
    SrtpParameters parameters() {
        return SrtpParameters.standard();
    }

    /** The same under another tag, with the same copies of the keys. */
    CryptoAttribute withTag(int other) {
        return new CryptoAttribute(other, suite, keys, sessionParameters);
    }

    /** Whether both hold the same first key and salt. */
    boolean hasKeyOf(CryptoAttribute other) {
        byte[] ours = keys.get(0).keyAndSalt();
        byte[] theirs = other.keys.get(0).keyAndSalt();
        return ours.length == theirs.length && ConstantTime.equal(ours, 0, theirs, 0, ours.length);
    }

    /** The value for the wire, with its keys: what follows {@code a=crypto:}. Secret. */
    public String toSdp() {
        StringBuilder sdp = new StringBuilder().append(tag).append(' ').append(suite);
        char separator = ' ';
        for (InlineKey key : keys) {
            sdp.append(separator).append(key.toSdp());
            separator = ';';
        }
        for (String parameter : sessionParameters) {
            sdp.append(' ').append(parameter);
        }
        return sdp.toString();
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        for (InlineKey key : keys) {
            key.close();
        }
    }

    @Override
    public String toString() {
        return "CryptoAttribute[" + tag + " " + suite + "]";
    }
}
