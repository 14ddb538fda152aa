package voip.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The values of MAPPED-ADDRESS (RFC 8489 §14.1) and XOR-MAPPED-ADDRESS (§14.2).
 *
 * <pre>
 * | 0 | family 8 bits | port 16 bits | address 32 or 128 bits |
 * </pre>
 */
final class MappedAddress {
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private MappedAddress() {}

    static Optional<InetSocketAddress> read(byte[] value) {
        if (value.length < 4) {
            return Optional.empty();
        }
        int length = value[1] == IPV4 ? 4 : value[1] == IPV6 ? 16 : -1;
        if (value.length != 4 + length) {
            return Optional.empty();
        }
        int port = (value[2] & 0xFF) << 8 | value[3] & 0xFF;
        try {
            return Optional.of(
                    new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOfRange(value, 4, 4 + length)), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong number of bytes
        }
    }

    static Optional<InetSocketAddress> readXor(byte[] value, TransactionId id) {
        return read(xor(value, id));
    }

    static byte[] toBytes(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the address " + address + " is not resolved");
        }
        byte[] bytes = address.getAddress().getAddress();
        return ByteBuffer.allocate(4 + bytes.length)
                .put((byte) 0)
                .put((byte) (bytes.length == 4 ? IPV4 : IPV6))
                .putShort((short) address.getPort())
                .put(bytes)
                .array();
    }

    static byte[] toXorBytes(InetSocketAddress address, TransactionId id) {
        return xor(toBytes(address), id);
    }

    /** The port is XORed with the upper half of the magic cookie, the address with the cookie and then the id. */
    private static byte[] xor(byte[] value, TransactionId id) {
        byte[] mask = ByteBuffer.allocate(4 + TransactionId.LENGTH)
                .putInt(StunMessage.MAGIC_COOKIE)
                .put(id.toBytes())
                .array();
        byte[] result = value.clone();
        for (int i = 2; i < value.length && i < 4; i++) {
            result[i] ^= mask[i - 2];
        }
        for (int i = 4; i < value.length && i - 4 < mask.length; i++) {
            result[i] ^= mask[i - 4];
        }
        return result;
    }
}
