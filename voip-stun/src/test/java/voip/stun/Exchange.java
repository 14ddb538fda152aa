package voip.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import voip.api.spi.AddressDiscovery.Timing;

/** A transaction under way, and the responses that its server might send. */
final class Exchange {
    static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 3478);
    static final InetSocketAddress MAPPED = new InetSocketAddress("203.0.113.7", 40_000);

    final StunTransaction transaction;

    Exchange() {
        this(Timing.STANDARD);
    }

    Exchange(Timing timing) {
        transaction = new StunTransaction(SERVER, timing, new Random(1));
    }

    static Exchange begun() {
        Exchange exchange = new Exchange();
        exchange.transaction.due(0);
        return exchange;
    }

    static Timing timing(long firstTimeoutMillis, int requests, int lastTimeoutFactor) {
        return new Timing(Duration.ofMillis(firstTimeoutMillis), requests, lastTimeoutFactor, Duration.ZERO);
    }

    /** A success response with what is added to it. */
    byte[] success(Consumer<StunMessageBuilder> attributes) {
        return response(MessageClass.SUCCESS_RESPONSE, attributes);
    }

    byte[] error(Consumer<StunMessageBuilder> attributes) {
        return response(MessageClass.ERROR_RESPONSE, attributes);
    }

    byte[] good() {
        return success(message -> message.xorMappedAddress(MAPPED));
    }

    private byte[] response(MessageClass messageClass, Consumer<StunMessageBuilder> attributes) {
        StunMessageBuilder message = StunMessage.builder(messageClass, StunMessage.BINDING, transaction.id());
        attributes.accept(message);
        return message.build().toBytes();
    }

    boolean receives(byte[] response) {
        return receives(response, SERVER);
    }

    boolean receives(byte[] response, InetSocketAddress from) {
        return transaction.received(ByteBuffer.wrap(response), from, 1_000_000);
    }

    /** The value of MAPPED-ADDRESS or its like, of the family and with the bytes given, right or not. */
    static byte[] value(int family, int port, int... address) {
        byte[] value = new byte[4 + address.length];
        value[1] = (byte) family;
        value[2] = (byte) (port >> 8);
        value[3] = (byte) port;
        for (int i = 0; i < address.length; i++) {
            value[4 + i] = (byte) address[i];
        }
        return value;
    }
}
