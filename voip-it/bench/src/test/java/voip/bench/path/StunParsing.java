package voip.bench.path;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.ice4j.StunException;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.message.Message;
import voip.stun.StunMessage;

/** Reads Binding responses, and the address in their XOR-MAPPED-ADDRESS. */
final class StunParsing {
    private StunParsing() {}

    /** By {@code voip.stun}. */
    record Ours(ByteBuffer[] packets) implements Contender {
        Ours() {
            this(PathPackets.each(PathPackets::stunResponse));
        }

        @Override
        public long run() {
            long sum = 0;
            for (ByteBuffer bytes : packets) {
                sum += sum(StunMessage.parse(bytes)
                        .orElseThrow()
                        .xorMappedAddress()
                        .orElseThrow());
            }
            return sum;
        }
    }

    /** By ice4j. */
    record Ice4j(ByteBuffer[] packets) implements Contender {
        Ice4j() {
            this(PathPackets.each(PathPackets::stunResponse));
        }

        @Override
        public long run() throws StunException {
            long sum = 0;
            for (ByteBuffer bytes : packets) {
                Message message = Message.decode(bytes.array(), bytes.position(), bytes.remaining());
                XorMappedAddressAttribute address =
                        (XorMappedAddressAttribute) message.getAttribute(Attribute.XOR_MAPPED_ADDRESS);
                TransportAddress plain = address.getAddress(message.getTransactionID());
                sum += sum(plain);
            }
            return sum;
        }
    }

    private static long sum(InetSocketAddress address) {
        return address.getPort() + address.getAddress().hashCode();
    }
}
