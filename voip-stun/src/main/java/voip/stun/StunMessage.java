package voip.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A STUN message (RFC 8489 §5): a class, a method, a transaction id and attributes, as they are on the wire. Immutable.
 *
 * <pre>
 * |0 0| message type 14 bits | length 16 bits | magic cookie 32 bits | transaction id 96 bits |
 * | attribute type 16 bits   | length 16 bits | value ..., padded to 32 bits |  ...
 * </pre>
 */
public final class StunMessage {
    /** The method of RFC 8489, which asks for the address that the request came from. */
    public static final int BINDING = 0x001;

    static final int MAGIC_COOKIE = 0x2112_A442;
    static final int HEADER = 20;
    static final int FINGERPRINT_LENGTH = 8;
    private static final int FINGERPRINT_MASK = 0x5354_554E;

    private final byte[] bytes;
    private final MessageClass messageClass;
    private final int method;
    private final TransactionId transactionId;
    private final List<StunAttribute> attributes;
    private final List<StunAttribute> effective;

    /** A message of bytes that were checked, and that nobody else has. */
    private StunMessage(byte[] bytes, List<StunAttribute> attributes) {
        int type = uint16(bytes, 0);
        this.bytes = bytes;
        this.messageClass = MessageClass.ofType(type);
        this.method = MessageClass.methodOfType(type);
        this.transactionId = TransactionId.of(Arrays.copyOfRange(bytes, HEADER - TransactionId.LENGTH, HEADER));
        this.attributes = List.copyOf(attributes);
        this.effective = effective(attributes);
    }

    /**
     * Reads a message from the bytes between position and limit, of which it takes a copy; the buffer stays as it is.
     *
     * @return empty if they are not exactly one STUN message: if one of the first two bits is set, the magic cookie is
     *     wrong, or a length does not fit
     */
    public static Optional<StunMessage> parse(ByteBuffer buffer) {
        if (classOf(buffer) == null) {
            return Optional.empty();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        List<StunAttribute> attributes = new ArrayList<>();
        int at = HEADER;
        while (at < bytes.length) { // what is left is a whole number of words
            int value = at + 4;
            int end = value + uint16(bytes, at + 2);
            if (end > bytes.length) {
                return Optional.empty();
            }
            attributes.add(new StunAttribute(uint16(bytes, at), Arrays.copyOfRange(bytes, value, end)));
            at = end + 3 & ~3;
        }
        return Optional.of(new StunMessage(bytes, attributes));
    }

    /**
     * The class of the message between position and limit, by its header alone; allocates nothing.
     *
     * @return null if they are not one STUN message; the attributes, which {@link #parse} checks, may be wrong all the same
     */
    public static @Nullable MessageClass classOf(ByteBuffer buffer) {
        int at = buffer.position();
        int length = buffer.remaining() - HEADER;
        if (length < 0 || length % 4 != 0) {
            return null;
        }
        int typeAndLength = buffer.getInt(at);
        if ((typeAndLength & 0xC000_FFFF) != length || buffer.getInt(at + 4) != MAGIC_COOKIE) {
            return null;
        }
        return MessageClass.ofType(typeAndLength >>> 16);
    }

    /**
     * Starts a message.
     *
     * @throws IllegalArgumentException if the method is outside 0 to 0xFFF
     */
    public static StunMessageBuilder builder(MessageClass messageClass, int method, TransactionId id) {
        return new StunMessageBuilder(messageClass, method, id);
    }

    /** The class. */
    public MessageClass messageClass() {
        return messageClass;
    }

    /** The method, 0 to 0xFFF, such as {@link #BINDING}. */
    public int method() {
        return method;
    }

    /** The transaction id. */
    public TransactionId transactionId() {
        return transactionId;
    }

    /** All attributes in the order of the wire, repeated and unknown ones included. */
    public List<StunAttribute> attributes() {
        return attributes;
    }

    /**
     * The attribute of a type: the first, if it is repeated (RFC 8489 §14). What follows MESSAGE-INTEGRITY, but for
     * MESSAGE-INTEGRITY-SHA256 and FINGERPRINT, is as if it were not there, since nothing vouches for it (§9).
     */
    public Optional<StunAttribute> attribute(int type) {
        for (StunAttribute attribute : effective) {
            if (attribute.type() == type) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /** The address in XOR-MAPPED-ADDRESS; empty if it is absent or malformed. */
    public Optional<InetSocketAddress> xorMappedAddress() {
        return attribute(AttributeType.XOR_MAPPED_ADDRESS)
                .flatMap(attribute -> MappedAddress.readXor(attribute.bytes(), transactionId));
    }

    /** The address in ALTERNATE-SERVER (RFC 8489 §14.15); empty if it is absent or malformed. */
    public Optional<InetSocketAddress> alternateServer() {
        return attribute(AttributeType.ALTERNATE_SERVER).flatMap(attribute -> MappedAddress.read(attribute.bytes()));
    }

    /** The address in MAPPED-ADDRESS; empty if it is absent or malformed. Prefer {@link #xorMappedAddress}. */
    public Optional<InetSocketAddress> mappedAddress() {
        return attribute(AttributeType.MAPPED_ADDRESS).flatMap(attribute -> MappedAddress.read(attribute.bytes()));
    }

    /** The value of ERROR-CODE; empty if it is absent or malformed. */
    public Optional<ErrorCode> errorCode() {
        return attribute(AttributeType.ERROR_CODE).flatMap(attribute -> ErrorCode.read(attribute.bytes()));
    }

    /** The value of SOFTWARE; empty if it is absent or too long. */
    public Optional<String> software() {
        return attribute(AttributeType.SOFTWARE).flatMap(attribute -> Text.read(attribute.bytes(), 0));
    }

    /**
     * The types, each once, of comprehension-required attributes that RFC 8489 does not define: a request that has any is
     * answered with {@link ErrorCode#UNKNOWN_ATTRIBUTE}, and a response that has any has failed (RFC 8489 §6.3).
     */
    public List<Integer> unknownRequiredAttributes() {
        return effective.stream()
                .map(StunAttribute::type)
                .filter(type -> AttributeType.isComprehensionRequired(type) && !AttributeType.isKnown(type))
                .distinct()
                .toList();
    }

    /** Whether the last attribute is a FINGERPRINT and right (RFC 8489 §14.7). */
    public boolean hasValidFingerprint() {
        if (attributes.isEmpty()) {
            return false;
        }
        StunAttribute last = attributes.get(attributes.size() - 1);
        return last.type() == AttributeType.FINGERPRINT
                && last.bytes().length == 4
                && ByteBuffer.wrap(last.bytes()).getInt() == fingerprint(bytes, bytes.length - FINGERPRINT_LENGTH);
    }

    /** The whole message, exactly as it was parsed or built. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Whether the other is a message of the same bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StunMessage message && Arrays.equals(bytes, message.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        String methodName = method == BINDING ? "BINDING" : String.format("0x%03X", method);
        return "StunMessage[" + methodName + " " + messageClass + " " + transactionId + " " + attributes + "]";
    }

    /** The bytes before one of its attributes, with the length of a message that ends with that (RFC 8489 §14.5, §14.6). */
    byte[] bytesUpTo(StunAttribute last) {
        int at = HEADER;
        for (StunAttribute attribute : attributes) {
            if (attribute == last) {
                break;
            }
            at += 4 + (attribute.bytes().length + 3 & ~3);
        }
        int length = at - HEADER + 4 + last.bytes().length;
        return ByteBuffer.wrap(Arrays.copyOf(bytes, at))
                .putShort(2, (short) length)
                .array();
    }

    /** The value of FINGERPRINT for a message whose length counts it and whose first bytes come before it. */
    static int fingerprint(byte[] message, int length) {
        CRC32 crc = new CRC32();
        crc.update(message, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_MASK;
    }

    /** Without those that follow message integrity (RFC 8489 §9). */
    private static List<StunAttribute> effective(List<StunAttribute> attributes) {
        List<StunAttribute> result = new ArrayList<>();
        int integrity = 0;
        for (StunAttribute attribute : attributes) {
            int type = attribute.type();
            boolean counts = type == AttributeType.FINGERPRINT
                    || integrity == 0
                    || integrity == AttributeType.MESSAGE_INTEGRITY && type == AttributeType.MESSAGE_INTEGRITY_SHA256;
            if (counts) {
                result.add(attribute);
                if (type == AttributeType.MESSAGE_INTEGRITY || type == AttributeType.MESSAGE_INTEGRITY_SHA256) {
                    integrity = type;
                }
            }
        }
        return List.copyOf(result);
    }

    private static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
