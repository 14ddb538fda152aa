package voip.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileInputTest {
    private static final int MANY = 100_000;

    private final Random random = new Random(8489);

    @Test
    void throwsForNoRandomBytes() {
        for (int i = 0; i < MANY; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length >= 20) { // far enough to reach the attributes
                ByteBuffer.wrap(bytes)
                        .put(0, (byte) (bytes[0] & 0x3F))
                        .putShort(2, (short) (bytes.length - 20))
                        .putInt(4, StunMessage.MAGIC_COOKIE);
            }
            readAll(bytes);
        }
    }

    @Test
    void throwsForNoMutationOfGoodMessages() {
        List<byte[]> good = List.of(
                Rfc5769Test.bytes(Rfc5769Test.REQUEST),
                Rfc5769Test.bytes(Rfc5769Test.IPV4_RESPONSE),
                Rfc5769Test.bytes(Rfc5769Test.IPV6_RESPONSE),
                Rfc5769Test.bytes(Rfc5769Test.LONG_TERM_REQUEST),
                StunMessage.builder(MessageClass.ERROR_RESPONSE, 1, TransactionId.random(random))
                        .errorCode(new ErrorCode(420, "Unknown Attribute"))
                        .unknownAttributes(List.of(1, 2, 3))
                        .build()
                        .toBytes());
        int parsed = 0;
        for (int i = 0; i < MANY; i++) {
            byte[] bytes = good.get(i % good.size()).clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                // Often behind the header, so that many get past it.
                int at = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 20 + random.nextInt(bytes.length - 20);
                bytes[at] = (byte) random.nextInt();
            }
            if (random.nextInt(8) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 8));
            }
            parsed += readAll(bytes) ? 1 : 0;
        }
        assertTrue(parsed > MANY / 4, "only " + parsed + " were messages");
    }

    private static boolean readAll(byte[] bytes) {
        Optional<StunMessage> parsed = StunMessage.parse(ByteBuffer.wrap(bytes));
        parsed.ifPresent(message -> {
            message.xorMappedAddress();
            message.mappedAddress();
            message.errorCode();
            message.software();
            message.unknownRequiredAttributes();
            message.hasValidFingerprint();
            assertArrayEquals(bytes, message.toBytes());
        });
        return parsed.isPresent();
    }
}
