package voip.api;

import java.util.regex.Pattern;

/**
 * The meaning of a local identifier of RTP header extension elements: what one {@code a=extmap} line says (RFC 8285 §5). An
 * immutable value.
 *
 * <p>{@link RtpPacketBuilder#extension} and {@link RtpPacket#extension} take the identifier. Identifiers above 14, and
 * elements that are empty or longer than 16 bytes, need the two-byte form; a stream has packets of both forms only if both
 * sides allow that ({@link MediaDescription#extmapAllowMixed()}).
 *
 * @param id the local identifier: 1 to 14, or 16 to 255; 4096 to 4351 stand for one that the answerer is to choose (§7)
 * @param uri names format and meaning of the element; absolute
 * @param direction which way elements flow, seen from who says it, where the stream flows that way too;
 *     {@link Direction#SENDRECV} if the line names none
 * @param attributes what follows the URI and is defined with the extension, such as {@code vad=on}; empty if nothing follows
 * @param encrypted whether SRTP encrypts the elements (RFC 6904 §4): the line then names {@link #ENCRYPT} before the URI
 */
public record HeaderExtension(int id, String uri, Direction direction, String attributes, boolean encrypted) {
    /** The URI that announces another one, the elements of which are encrypted (RFC 6904 §4). */
    public static final String ENCRYPT = "urn:ietf:params:rtp-hdrext:encrypt";

    /** The greatest identifier that an element can have. */
    static final int MOST = 255;

    private static final int ONE_BYTE_MOST = 14;
    private static final int RESERVED = 15; // it ends the one-byte form (RFC 8285 §4.2)
    private static final int MOST_CHARACTERS = 1024; // a call keeps what its identifiers meant
    private static final int FIRST_PLACEHOLDER = 4096;
    private static final int LAST_PLACEHOLDER = 4351;
    private static final Pattern ABSOLUTE_URI =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[!-~&&[^\"<>\\\\^`{|}]]+"); // RFC 3986 §4.3
    private static final Pattern SPACE = Pattern.compile("[ \t]+");

    /**
     * Checks what may stand in SDP.
     *
     * @throws IllegalArgumentException if the identifier is none of those above, the URI is not absolute or is
     *     {@link #ENCRYPT} itself, the attributes hold a line break or begin or end with a space, or both together have more
     *     than 1,024 characters; the message repeats neither
     */
    public HeaderExtension {
        if (!isElement(id) && (id < FIRST_PLACEHOLDER || id > LAST_PLACEHOLDER)) {
            throw new IllegalArgumentException(
                    "header extension identifier " + id + " is none of 1 to 14, 16 to 255, 4096 to 4351 (RFC 8285 §5)");
        }
        if (uri.length() + attributes.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "URI and attributes of a header extension have more than " + MOST_CHARACTERS + " characters");
        }
        if (!ABSOLUTE_URI.matcher(uri).matches()) {
            throw new IllegalArgumentException("the name of a header extension is not an absolute URI (RFC 8285 §5)");
        }
        if (uri.equals(ENCRYPT)) {
            throw new IllegalArgumentException(ENCRYPT + " needs one other URI behind it (RFC 6904 §4)");
        }
        if (!attributes.isEmpty()
                && !SdpText.text("extension attributes", attributes).equals(attributes.strip())) {
            throw new IllegalArgumentException("the extension attributes begin or end with a space");
        }
    }

    /**
     * Parses the value of an {@code a=extmap} attribute, such as {@code 2/sendrecv http://example.com/082005/ext.htm#xmeta
     * short}.
     *
     * @throws IllegalArgumentException if it is not of that form, or not one that can be built
     */
    public static HeaderExtension parse(String value) {
        String[] entry = SPACE.split(value.strip(), 2);
        String[] number = entry[0].split("/", 2);
        Direction direction = number.length == 1 ? Direction.SENDRECV : Direction.ofAttribute(number[1]);
        if (entry.length == 1 || direction == null) {
            throw new IllegalArgumentException("not of the form <id>[/direction] <URI> [attributes] (RFC 8285 §8)");
        }
        String[] named = SPACE.split(entry[1], 2);
        boolean encrypted = named.length == 2 && named[0].equals(ENCRYPT);
        if (encrypted) {
            named = SPACE.split(named[1], 2);
        }
        return new HeaderExtension(
                SdpParser.number(number[0], LAST_PLACEHOLDER),
                named[0],
                direction,
                named.length == 1 ? "" : named[1].strip(),
                encrypted);
    }

    /** The value of the {@code a=extmap} attribute that says this. */
    public String extmap() {
        return id
                + (direction == Direction.SENDRECV ? "" : "/" + direction.attribute())
                + (encrypted ? " " + ENCRYPT : "")
                + (" " + uri)
                + (attributes.isEmpty() ? "" : " " + attributes);
    }

    /** Whether elements can have this identifier, in either form. */
    static boolean isElement(int id) {
        return id >= 1 && id <= MOST && id != RESERVED;
    }

    /** Whether the identifier only stands for one that the answerer is to choose. */
    boolean isPlaceholder() {
        return id > MOST;
    }

    /** Whether elements with this identifier fit packets of the one form that a stream has unless both are allowed. */
    boolean fits(boolean mixed) {
        return fits(id, mixed);
    }

    static boolean fits(int id, boolean mixed) {
        return id <= (mixed ? MOST : ONE_BYTE_MOST);
    }

    /** Whether both name the same extension in the same form, under whatever identifiers. */
    boolean names(HeaderExtension other) {
        return uri.equals(other.uri) && encrypted == other.encrypted;
    }

    HeaderExtension with(int otherId, Direction otherDirection) {
        return new HeaderExtension(otherId, uri, otherDirection, attributes, encrypted);
    }

    HeaderExtension asEncrypted() {
        return new HeaderExtension(id, uri, direction, attributes, true);
    }
}
