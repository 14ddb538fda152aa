package voip.stun;

import java.util.Arrays;

/** One attribute of a STUN message: a type and a value, padding not included (RFC 8489 §14). Immutable. */
public final class StunAttribute {
    private final int type;
    private final byte[] value;

    StunAttribute(int type, byte[] value) {
        this.type = type;
        this.value = value;
    }

    /** The type, 0 to 65535: one of {@link AttributeType}, or another. */
    public int type() {
        return type;
    }

    /** A copy of the value. */
    public byte[] value() {
        return value.clone();
    }

    /** The value itself, for reading. */
    byte[] bytes() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StunAttribute attribute
                && type == attribute.type
                && Arrays.equals(value, attribute.value);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(value);
    }

    /** The type and the length; not the value, which may be of a credential. */
    @Override
    public String toString() {
        return AttributeType.name(type) + "(" + value.length + ")";
    }
}
