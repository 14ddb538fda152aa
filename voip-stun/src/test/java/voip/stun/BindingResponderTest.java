package voip.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class BindingResponderTest {
    private static final TransactionId ID = TransactionId.random(new Random(5));
    private static final InetSocketAddress SOURCE = new InetSocketAddress("203.0.113.7", 40_000);

    private static StunMessageBuilder request() {
        return StunMessage.builder(MessageClass.REQUEST, StunMessage.BINDING, ID);
    }

    private static Optional<StunMessage> respond(byte[] request) {
        return BindingResponder.respond(ByteBuffer.wrap(request), SOURCE)
                .map(bytes -> StunMessage.parse(ByteBuffer.wrap(bytes)).orElseThrow());
    }

    private static StunMessage respond(StunMessageBuilder request) {
        return respond(request.build().toBytes()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8::7"})
    void tellsTheSourceOfTheRequest(String host) {
        InetSocketAddress source = new InetSocketAddress(host, 40_000);
        byte[] response = BindingResponder.respond(
                        ByteBuffer.wrap(request().build().toBytes()), source)
                .orElseThrow();
        StunMessage message = StunMessage.parse(ByteBuffer.wrap(response)).orElseThrow();
        assertEquals(MessageClass.SUCCESS_RESPONSE, message.messageClass());
        assertEquals(StunMessage.BINDING, message.method());
        assertEquals(ID, message.transactionId());
        assertEquals(Optional.of(source), message.xorMappedAddress());
        assertEquals(1, message.attributes().size(), "no fingerprint unasked");
    }

    @Test
    void answersWithAFingerprintIfTheRequestHasOne() {
        StunMessage response = respond(request().software("x").fingerprint());
        assertTrue(response.hasValidFingerprint());
        assertEquals(Optional.of(SOURCE), response.xorMappedAddress());
        StunMessage error = respond(request().attribute(0x7ABC, new byte[0]).fingerprint());
        assertTrue(error.hasValidFingerprint());
    }

    @Test
    void doesNotAnswerARequestWhoseFingerprintIsWrong() {
        byte[] request = request().fingerprint().build().toBytes();
        request[request.length - 1] ^= 1;
        assertEquals(Optional.empty(), respond(request));
        byte[] notLast = request()
                .attribute(AttributeType.FINGERPRINT, new byte[4])
                .software("behind it")
                .build()
                .toBytes();
        assertEquals(Optional.empty(), respond(notLast));
    }

    @Test
    void refusesUnknownRequiredAttributesAndNamesThem() {
        StunMessage response = respond(request()
                .attribute(0x0003, new byte[4])
                .attribute(0xABCD, new byte[4])
                .attribute(0x7ABC, new byte[1]));
        assertEquals(MessageClass.ERROR_RESPONSE, response.messageClass());
        assertEquals(420, response.errorCode().orElseThrow().code());
        assertEquals(Optional.empty(), response.xorMappedAddress());
        assertArrayEquals(
                new byte[] {0x00, 0x03, 0x7A, (byte) 0xBC},
                response.attribute(AttributeType.UNKNOWN_ATTRIBUTES)
                        .orElseThrow()
                        .value());
    }

    @ParameterizedTest
    @EnumSource(value = MessageClass.class, names = "REQUEST", mode = Mode.EXCLUDE)
    void answersRequestsOnly(MessageClass messageClass) {
        StunMessageBuilder message = StunMessage.builder(messageClass, StunMessage.BINDING, ID);
        assertEquals(Optional.empty(), respond(message.build().toBytes()));
    }

    @Test
    void answersNothingButBinding() {
        byte[] allocate =
                StunMessage.builder(MessageClass.REQUEST, 3, ID).build().toBytes();
        assertEquals(Optional.empty(), respond(allocate));
        byte[] request = request().software("x").build().toBytes();
        for (int length = 0; length < request.length; length++) {
            assertEquals(Optional.empty(), respond(Arrays.copyOf(request, length)));
        }
        request[4] ^= 1; // a request of RFC 3489, without the magic cookie
        assertEquals(Optional.empty(), respond(request));
    }

    @Test
    void noiseIsNotAnsweredAndDoesNotThrow() {
        Random random = new Random(9);
        byte[] noise = new byte[60];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(noise);
            ByteBuffer request = ByteBuffer.wrap(noise, 0, random.nextInt(noise.length));
            if (request.remaining() >= 20) { // as near to a request as noise gets
                request.putInt(0, 0x0001_0000 | request.remaining() - 20).putInt(4, StunMessage.MAGIC_COOKIE);
            }
            Optional<byte[]> response = BindingResponder.respond(request, SOURCE);
            assertFalse(
                    response.isPresent() && response.get().length > request.remaining() + 40, "it does not amplify");
        }
    }
}
