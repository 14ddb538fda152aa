package voip.stun;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Consumer;
import voip.api.spi.AddressDiscovery.Timing;
import voip.api.srtp.CryptoModule;

/** A transaction with credentials, its server beside it, and a clock. */
final class AuthenticatedExchange {
    static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 3478);
    static final InetSocketAddress SOURCE = new InetSocketAddress("203.0.113.7", 40_000);

    final StunAuthentication authentication;
    final ServerAuthentication server;
    StunTransaction transaction;
    long now;

    AuthenticatedExchange(StunCredentials credentials, CryptoModule module, ServerAuthentication server) {
        authentication = assertDoesNotThrow(() -> StunAuthentication.open(credentials, module));
        this.server = server;
        begin();
    }

    void begin() {
        transaction = new StunTransaction(SERVER, Timing.STANDARD, new Random(now + 1), authentication);
    }

    /** Sends the request that is due, and has it. */
    StunMessage request() {
        transaction.due(now);
        return StunMessage.parse(transaction.request()).orElseThrow();
    }

    StunMessage response(StunMessage request) {
        byte[] bytes = BindingResponder.respond(ByteBuffer.wrap(request.toBytes()), SOURCE, server, now)
                .orElseThrow();
        return StunMessage.parse(ByteBuffer.wrap(bytes)).orElseThrow();
    }

    boolean receives(StunMessage response) {
        return transaction.received(ByteBuffer.wrap(response.toBytes()), SERVER, now);
    }

    /** Sends, answers and receives until the transaction has ended, and tells how many requests that took. */
    int run() {
        int sent = transaction.requestsSent();
        while (transaction.state() == StunTransaction.State.WAITING) {
            now += 1_000_000;
            if (!receives(response(request()))) {
                now += 500_000_000L * 32;
            }
        }
        return transaction.requestsSent() - sent;
    }

    String failure() {
        return transaction.failure(now);
    }

    /** An error response to the request that is out, with what is added to it. */
    StunMessage error(int code, Consumer<StunMessageBuilder> attributes) {
        StunMessageBuilder message = StunMessage.builder(
                        MessageClass.ERROR_RESPONSE, StunMessage.BINDING, transaction.id())
                .errorCode(new ErrorCode(code, "No"));
        attributes.accept(message);
        return message.build();
    }

    StunMessage forgedSuccess() {
        return StunMessage.builder(MessageClass.SUCCESS_RESPONSE, StunMessage.BINDING, transaction.id())
                .xorMappedAddress(new InetSocketAddress("198.51.100.66", 666))
                .build();
    }
}
