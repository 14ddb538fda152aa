package voip.api.srtp;

import java.util.Objects;

/**
 * What a cipher suite is made of: its name, who provides it, and its lengths in bytes.
 *
 * <p>A final class made by factories, so that it can grow without breaking plug-ins.
 */
public final class SuiteSpec {
    /** Which of the two packet layouts a suite uses. */
    public enum Kind {
        /** Encryption by an additive keystream, then a message authentication code (RFC 3711 §4.1, §4.2). */
        COUNTER_MODE,
        /** Authenticated encryption with associated data (RFC 7714). */
        AEAD
    }

    private static final int HMAC_SHA1_KEY = 20;
    private static final int HMAC_SHA1_CONTROL_TAG = 10;

    private final String name;
    private final String provider;
    private final Kind kind;
    private final int keyLength;
    private final int saltLength;
    private final int authKeyLength;
    private final int tagLength;
    private final int controlTagLength;
    private final boolean encrypts;

    private SuiteSpec(
            String name,
            String provider,
            Kind kind,
            int key,
            int salt,
            int authKey,
            int tag,
            int controlTag,
            boolean encrypts) {
        // RFC 4568 §9.1: srtp-crypto-suite-ext.
        this.name = token("suite name", name, "[A-Za-z0-9_]{1,64}", "letters, digits or '_'");
        this.provider = token("provider name", provider, "[A-Za-z0-9_.-]{1,64}", "letters, digits, '_', '-' or '.'");
        this.kind = kind;
        this.keyLength = inRange("key length", key, 0, 64);
        this.saltLength = salt;
        this.authKeyLength = authKey;
        this.tagLength = tag;
        this.controlTagLength = controlTag;
        this.encrypts = encrypts;
    }

    /**
     * A counter-mode suite with HMAC-SHA1: 14-byte salt, 20-byte authentication key, and an SRTCP tag of 10 bytes
     * whatever the SRTP tag's length (RFC 4568 §6.2).
     *
     * @param name the SDES name, such as {@code AES_CM_128_HMAC_SHA1_80}: 1 to 64 letters, digits or '_' (RFC 4568 §9.1)
     * @param provider the provider's name, such as {@code JCE}, which may have '-' and '.' too
     * @param keyBytes the length of master and session keys
     * @param tagBytes the length of the SRTP tag, 4 to 20
     * @throws IllegalArgumentException if a name has other characters or a length is out of range
     */
    public static SuiteSpec hmacSha1(String name, String provider, int keyBytes, int tagBytes) {
        inRange("tag length", tagBytes, 4, HMAC_SHA1_KEY);
        return new SuiteSpec(
                name, provider, Kind.COUNTER_MODE, keyBytes, 14, HMAC_SHA1_KEY, tagBytes, HMAC_SHA1_CONTROL_TAG, true);
    }

    /**
     * The same counter-mode suite, whose ciphers encrypt nothing (the NULL cipher, RFC 3711 §4.1.3): its SRTCP packets say so
     * by an E flag of 0, and header extensions are not encrypted either. Such a suite is used only where it is named.
     *
     * @throws IllegalStateException if it is an AEAD suite, which cannot but encrypt
     */
    public SuiteSpec withoutEncryption() {
        if (kind == Kind.AEAD) {
            throw new IllegalStateException(name + " is an AEAD suite, which cannot but encrypt");
        }
        return new SuiteSpec(
                name, provider, kind, keyLength, saltLength, authKeyLength, tagLength, controlTagLength, false);
    }

    /**
     * An AEAD suite: 12-byte salt, no authentication key, the same tag for SRTP and SRTCP (RFC 7714 §12).
     *
     * @throws IllegalArgumentException if a name has other characters or a length is out of range
     */
    public static SuiteSpec aead(String name, String provider, int keyBytes, int tagBytes) {
        inRange("tag length", tagBytes, 8, 16);
        return new SuiteSpec(name, provider, Kind.AEAD, keyBytes, 12, 0, tagBytes, tagBytes, true);
    }

    /** The SDES name (RFC 4568 §6.2), by which suites are chosen and negotiated. */
    public String name() {
        return name;
    }

    /** The name of the provider, which its {@link CryptoModule#provider()} shares. */
    public String provider() {
        return provider;
    }

    /** Whether packets are encrypted, and not only authenticated. */
    public boolean encrypts() {
        return encrypts;
    }

    /** The packet layout. */
    public Kind kind() {
        return kind;
    }

    /** The length of the master key and of session encryption keys. */
    public int keyLength() {
        return keyLength;
    }

    /** The length of the master salt and of session salts, as on the wire of SDES: 14, or 12 for AEAD. */
    public int saltLength() {
        return saltLength;
    }

    /** The length of session authentication keys; 0 for AEAD. */
    public int authKeyLength() {
        return authKeyLength;
    }

    /** The length of the SRTP authentication tag. */
    public int tagLength() {
        return tagLength;
    }

    /** The length of the SRTCP authentication tag. */
    public int controlTagLength() {
        return controlTagLength;
    }

    @Override
    public String toString() {
        return name + " (" + provider + ")";
    }

    private static String token(String what, String value, String pattern, String characters) {
        Objects.requireNonNull(value, what);
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException("a " + what + " is 1 to 64 " + characters);
        }
        return value;
    }

    private static int inRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is outside " + least + " to " + most);
        }
        return value;
    }
}
