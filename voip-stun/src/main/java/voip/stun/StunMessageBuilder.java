package voip.stun;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A builder of {@link StunMessage}s; attributes are written in the order of the calls. */
public final class StunMessageBuilder {
    private static final int MOST_BYTES = 0xFFFC;

    private final int type;
    private final TransactionId id;
    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();
    private int last; // the type of the attribute that little or nothing may follow; 0 for none

    StunMessageBuilder(MessageClass messageClass, int method, TransactionId id) {
        if (method < 0 || method > 0xFFF) {
            throw new IllegalArgumentException("the STUN method " + method + " is outside 0 to 4095");
        }
        this.type = messageClass.typeWith(method);
        this.id = id;
    }

    /**
     * Adds XOR-MAPPED-ADDRESS.
     *
     * @throws IllegalArgumentException if the address is unresolved
     */
    public StunMessageBuilder xorMappedAddress(InetSocketAddress address) {
        return attribute(AttributeType.XOR_MAPPED_ADDRESS, MappedAddress.toXorBytes(address, id));
    }

    /**
     * Adds MAPPED-ADDRESS, for clients from before RFC 5389.
     *
     * @throws IllegalArgumentException if the address is unresolved
     */
    public StunMessageBuilder mappedAddress(InetSocketAddress address) {
        return attribute(AttributeType.MAPPED_ADDRESS, MappedAddress.toBytes(address));
    }

    /**
     * Adds ERROR-CODE.
     *
     * @throws IllegalArgumentException if the reason has more than 127 characters
     */
    public StunMessageBuilder errorCode(ErrorCode error) {
        return attribute(AttributeType.ERROR_CODE, error.toBytes());
    }

    /** Adds UNKNOWN-ATTRIBUTES with these types (RFC 8489 §14.13). */
    public StunMessageBuilder unknownAttributes(List<Integer> types) {
        ByteBuffer value = ByteBuffer.allocate(2 * types.size());
        types.forEach(unknown -> value.putShort(unknown.shortValue()));
        return attribute(AttributeType.UNKNOWN_ATTRIBUTES, value.array());
    }

    /**
     * Adds SOFTWARE.
     *
     * @throws IllegalArgumentException if the text has more than 127 characters
     */
    public StunMessageBuilder software(String text) {
        return attribute(AttributeType.SOFTWARE, Text.toBytes("SOFTWARE attribute", text));
    }

    /**
     * Adds an attribute of any type.
     *
     * @throws IllegalArgumentException if the type is outside 0 to 0xFFFF, or the message gets too long for its length
     * @throws IllegalStateException if the message has message integrity or a fingerprint already, which it would have to precede
     */
    public StunMessageBuilder attribute(int attributeType, byte[] value) {
        if (attributeType < 0 || attributeType > 0xFFFF) {
            throw new IllegalArgumentException("the attribute type " + attributeType + " is outside 0 to 65535");
        }
        if (!mayFollow(attributeType)) {
            throw new IllegalStateException(AttributeType.name(attributeType) + " cannot be added after "
                    + AttributeType.name(last) + ": nobody would look at it (RFC 8489 §9, §14.7)");
        }
        if ((long) attributes.size() + 4 + value.length > MOST_BYTES) {
            throw new IllegalArgumentException("a STUN message has room for " + MOST_BYTES + " bytes of attributes");
        }
        int padding = -value.length & 3;
        attributes.writeBytes(ByteBuffer.allocate(4 + value.length + padding)
                .putShort((short) attributeType)
                .putShort((short) value.length)
                .put(value)
                .array());
        return this;
    }

    private boolean mayFollow(int attributeType) {
        return switch (last) {
            case AttributeType.FINGERPRINT -> false;
            case AttributeType.MESSAGE_INTEGRITY_SHA256 -> attributeType == AttributeType.FINGERPRINT;
            case AttributeType.MESSAGE_INTEGRITY ->
                attributeType == AttributeType.FINGERPRINT || attributeType == AttributeType.MESSAGE_INTEGRITY_SHA256;
            default -> true;
        };
    }

    /**
     * Adds MESSAGE-INTEGRITY (RFC 8489 §14.5), which only MESSAGE-INTEGRITY-SHA256 and FINGERPRINT may follow.
     *
     * @throws IllegalStateException if one of these three was added before, or the integrity's key was wiped
     */
    public StunMessageBuilder messageIntegrity(MessageIntegrity integrity) {
        byte[] value = integrity.sha1(bytes(4 + MessageIntegrity.SHA1_LENGTH));
        return last(AttributeType.MESSAGE_INTEGRITY, value);
    }

    /**
     * Adds MESSAGE-INTEGRITY-SHA256 (RFC 8489 §14.6) of 32 bytes, which only FINGERPRINT may follow.
     *
     * @throws IllegalStateException if one of these two was added before, or the integrity's key was wiped
     */
    public StunMessageBuilder messageIntegritySha256(MessageIntegrity integrity) {
        return messageIntegritySha256(integrity, MessageIntegrity.SHA256_LENGTH);
    }

    /**
     * The same, truncated, for usages of STUN that allow that.
     *
     * @param length 16, 20, 24, 28 or 32 bytes
     * @throws IllegalArgumentException if the length is something else
     * @throws IllegalStateException if one of these two was added before, or the integrity's key was wiped
     */
    public StunMessageBuilder messageIntegritySha256(MessageIntegrity integrity, int length) {
        MessageIntegrity.requireSha256Length(length);
        byte[] value = integrity.sha256(bytes(4 + length));
        return last(AttributeType.MESSAGE_INTEGRITY_SHA256, Arrays.copyOf(value, length));
    }

    private StunMessageBuilder last(int attributeType, byte[] value) {
        attribute(attributeType, value);
        last = attributeType;
        return this;
    }

    /**
     * Adds FINGERPRINT (RFC 8489 §14.7), as the last attribute.
     *
     * @throws IllegalStateException if it was added before
     */
    public StunMessageBuilder fingerprint() {
        byte[] soFar = bytes(StunMessage.FINGERPRINT_LENGTH);
        int value = StunMessage.fingerprint(soFar, soFar.length);
        return last(
                AttributeType.FINGERPRINT, ByteBuffer.allocate(4).putInt(value).array());
    }

    /** Builds the message. */
    public StunMessage build() {
        return StunMessage.parse(ByteBuffer.wrap(bytes(0))).orElseThrow();
    }

    private byte[] bytes(int lengthToCome) {
        byte[] body = attributes.toByteArray();
        return ByteBuffer.allocate(StunMessage.HEADER + body.length)
                .putShort((short) type)
                .putShort((short) (body.length + lengthToCome))
                .putInt(StunMessage.MAGIC_COOKIE)
                .put(id.toBytes())
                .put(body)
                .array();
    }
}
