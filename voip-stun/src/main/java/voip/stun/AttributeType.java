package voip.stun;

import java.util.Map;

/** The numbers of the STUN attributes of RFC 8489 §18.3. Others are numbers without a name here. */
public final class AttributeType {
    /** MAPPED-ADDRESS. */
    public static final int MAPPED_ADDRESS = 0x0001;
    /** USERNAME. */
    public static final int USERNAME = 0x0006;
    /** MESSAGE-INTEGRITY. */
    public static final int MESSAGE_INTEGRITY = 0x0008;
    /** ERROR-CODE. */
    public static final int ERROR_CODE = 0x0009;
    /** UNKNOWN-ATTRIBUTES. */
    public static final int UNKNOWN_ATTRIBUTES = 0x000A;
    /** REALM. */
    public static final int REALM = 0x0014;
    /** NONCE. */
    public static final int NONCE = 0x0015;
    /** MESSAGE-INTEGRITY-SHA256. */
    public static final int MESSAGE_INTEGRITY_SHA256 = 0x001C;
    /** PASSWORD-ALGORITHM. */
    public static final int PASSWORD_ALGORITHM = 0x001D;
    /** USERHASH. */
    public static final int USERHASH = 0x001E;
    /** XOR-MAPPED-ADDRESS. */
    public static final int XOR_MAPPED_ADDRESS = 0x0020;
    /** PASSWORD-ALGORITHMS. */
    public static final int PASSWORD_ALGORITHMS = 0x8002;
    /** ALTERNATE-DOMAIN. */
    public static final int ALTERNATE_DOMAIN = 0x8003;
    /** SOFTWARE. */
    public static final int SOFTWARE = 0x8022;
    /** ALTERNATE-SERVER. */
    public static final int ALTERNATE_SERVER = 0x8023;
    /** FINGERPRINT. */
    public static final int FINGERPRINT = 0x8028;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(MAPPED_ADDRESS, "MAPPED-ADDRESS"),
            Map.entry(USERNAME, "USERNAME"),
            Map.entry(MESSAGE_INTEGRITY, "MESSAGE-INTEGRITY"),
            Map.entry(ERROR_CODE, "ERROR-CODE"),
            Map.entry(UNKNOWN_ATTRIBUTES, "UNKNOWN-ATTRIBUTES"),
            Map.entry(REALM, "REALM"),
            Map.entry(NONCE, "NONCE"),
            Map.entry(MESSAGE_INTEGRITY_SHA256, "MESSAGE-INTEGRITY-SHA256"),
            Map.entry(PASSWORD_ALGORITHM, "PASSWORD-ALGORITHM"),
            Map.entry(USERHASH, "USERHASH"),
            Map.entry(XOR_MAPPED_ADDRESS, "XOR-MAPPED-ADDRESS"),
            Map.entry(PASSWORD_ALGORITHMS, "PASSWORD-ALGORITHMS"),
            Map.entry(ALTERNATE_DOMAIN, "ALTERNATE-DOMAIN"),
            Map.entry(SOFTWARE, "SOFTWARE"),
            Map.entry(ALTERNATE_SERVER, "ALTERNATE-SERVER"),
            Map.entry(FINGERPRINT, "FINGERPRINT"));

    private AttributeType() {}

    /** Whether a message with an attribute of this type, if it is unknown, must not be processed (RFC 8489 §14). */
    public static boolean isComprehensionRequired(int type) {
        return type < 0x8000;
    }

    /** Whether RFC 8489 defines the type. */
    public static boolean isKnown(int type) {
        return NAMES.containsKey(type);
    }

    /** The RFC's name of a type, or its number in hexadecimal. */
    public static String name(int type) {
        String name = NAMES.get(type);
        return name != null ? name : String.format("0x%04X", type);
    }
}
