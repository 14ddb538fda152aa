package voip.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.spi.DatagramProtocol;

/** Which protocol a datagram is for, by its first byte (RFC 7983 §7). */
final class FirstByteTable {
    private final @Nullable DatagramProtocol[] owners = new @Nullable DatagramProtocol[256];

    /**
     * Asks every protocol what it claims.
     *
     * @throws StackConfigurationException if two claim the same byte
     */
    FirstByteTable(List<DatagramProtocol> protocols) {
        for (DatagramProtocol protocol : protocols) {
            for (int first = 0; first < owners.length; first++) {
                if (protocol.claims(first)) {
                    DatagramProtocol other = owners[first];
                    if (other != null) {
                        throw new StackConfigurationException(List.of(other.name() + " and " + protocol.name()
                                + " both claim datagrams whose first byte is " + first + "; leave one of them out"));
                    }
                    owners[first] = protocol;
                }
            }
        }
    }

    @Nullable
    DatagramProtocol owner(byte first) {
        return owners[first & 0xFF];
    }
}
