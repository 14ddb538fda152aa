package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StunMessageTest {
    private static final TransactionId ID = TransactionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    private static final InetSocketAddress FIRST = new InetSocketAddress("192.0.2.1", 1000);
    private static final InetSocketAddress SECOND = new InetSocketAddress("192.0.2.2", 2000);
    private static final int UNKNOWN_REQUIRED = 0x7FFF;

    @ParameterizedTest
    @CsvSource({
        "REQUEST, 1, 0001",
        "INDICATION, 1, 0011",
        "SUCCESS_RESPONSE, 1, 0101",
        "ERROR_RESPONSE, 1, 0111",
        "REQUEST, 4095, 3eef",
        "ERROR_RESPONSE, 4095, 3fff",
        "REQUEST, 128, 0200",
        "REQUEST, 16, 0020"
    })
    void interleavesClassAndMethodInTheMessageType(MessageClass messageClass, int method, String type) {
        StunMessage message = StunMessage.builder(messageClass, method, ID).build();
        assertEquals(
                type + "00002112a4420102030405060708090a0b0c", HexFormat.of().formatHex(message.toBytes()));
        StunMessage parsed = parse(message.toBytes()).orElseThrow();
        assertEquals(messageClass, parsed.messageClass());
        assertEquals(method, parsed.method());
        assertEquals(ID, parsed.transactionId());
    }

    @Test
    void everyTypeOfTwoZeroBitsIsReadAndWrittenBack() {
        for (int type = 0; type < 0x4000; type++) {
            byte[] bytes =
                    StunMessage.builder(MessageClass.REQUEST, 1, ID).build().toBytes();
            bytes[0] = (byte) (type >> 8);
            bytes[1] = (byte) type;
            StunMessage parsed = parse(bytes).orElseThrow();
            assertArrayEquals(
                    bytes,
                    StunMessage.builder(parsed.messageClass(), parsed.method(), ID)
                            .build()
                            .toBytes());
        }
    }

    @Test
    void refusesWhatIsNotExactlyOneMessage() {
        byte[] good = request().software("abc").build().toBytes();
        assertTrue(parse(good).isPresent());
        assertTrue(parse(new byte[0]).isEmpty());
        for (int length = 0; length < good.length; length++) {
            assertTrue(parse(Arrays.copyOf(good, length)).isEmpty(), "cut to " + length);
        }
        assertTrue(parse(Arrays.copyOf(good, good.length + 4)).isEmpty(), "with bytes behind it");
        assertTrue(parse(with(good, 0, 0x40)).isEmpty(), "second bit set");
        assertTrue(parse(with(good, 0, 0x80)).isEmpty(), "first bit set");
        for (int at = 4; at < 8; at++) {
            assertTrue(parse(with(good, at, 0)).isEmpty(), "cookie byte " + at);
        }
        assertTrue(parse(with(Arrays.copyOf(good, good.length - 1), 3, 7)).isEmpty(), "length not of words");
    }

    @Test
    void refusesAttributesLongerThanTheMessage() {
        byte[] message =
                request().attribute(UNKNOWN_REQUIRED, new byte[4]).build().toBytes();
        assertTrue(parse(with(message, 23, 3)).isPresent());
        assertTrue(parse(with(message, 23, 5)).isEmpty());
        assertTrue(parse(with(message, 22, 0xFF)).isEmpty());
    }

    @Test
    void readsFromPositionToLimitAndLeavesTheBufferAsItIs() {
        byte[] message = request().software("abc").build().toBytes();
        ByteBuffer buffer =
                ByteBuffer.allocate(100).put(10, message).position(10).limit(10 + message.length);
        StunMessage parsed = StunMessage.parse(buffer.asReadOnlyBuffer()).orElseThrow();
        StunMessage.parse(buffer);
        assertEquals(10, buffer.position());
        buffer.put(30, (byte) 0xFF);
        assertArrayEquals(message, parsed.toBytes());
    }

    @Test
    void keepsUnknownAttributesWithTheirPadding() {
        byte[] message = request()
                .attribute(0xC001, new byte[] {1, 2, 3, 4, 5})
                .attribute(UNKNOWN_REQUIRED, new byte[0])
                .build()
                .toBytes();
        message[31] = 0x55; // padding may be anything
        StunMessage parsed = parse(message).orElseThrow();
        assertArrayEquals(message, parsed.toBytes());
        assertEquals(2, parsed.attributes().size());
        assertArrayEquals(
                new byte[] {1, 2, 3, 4, 5},
                parsed.attribute(0xC001).orElseThrow().value());
        assertEquals(0, parsed.attribute(UNKNOWN_REQUIRED).orElseThrow().value().length);
    }

    @Test
    void listsUnknownComprehensionRequiredAttributesOnce() {
        StunMessage message = request()
                .attribute(UNKNOWN_REQUIRED, new byte[1])
                .attribute(AttributeType.USERNAME, new byte[3])
                .attribute(0x0003, new byte[4]) // CHANGE-REQUEST of RFC 3489
                .attribute(0xC001, new byte[4])
                .attribute(UNKNOWN_REQUIRED, new byte[2])
                .build();
        assertEquals(List.of(UNKNOWN_REQUIRED, 0x0003), message.unknownRequiredAttributes());
        StunMessage refusal = StunMessage.builder(MessageClass.ERROR_RESPONSE, StunMessage.BINDING, ID)
                .unknownAttributes(message.unknownRequiredAttributes())
                .build();
        assertArrayEquals(
                new byte[] {0x7F, (byte) 0xFF, 0, 3},
                refusal.attribute(AttributeType.UNKNOWN_ATTRIBUTES)
                        .orElseThrow()
                        .value());
    }

    @Test
    void firstOfRepeatedAttributesCounts() {
        StunMessage message = response()
                .xorMappedAddress(FIRST)
                .xorMappedAddress(SECOND)
                .mappedAddress(SECOND)
                .mappedAddress(FIRST)
                .software("first")
                .software("second")
                .build();
        assertEquals(Optional.of(FIRST), message.xorMappedAddress());
        assertEquals(Optional.of(SECOND), message.mappedAddress());
        assertEquals(Optional.of("first"), message.software());
        assertEquals(6, message.attributes().size());
    }

    @Test
    void ignoresWhatFollowsMessageIntegrity() {
        StunMessage message = response()
                .software("vouched for")
                .attribute(AttributeType.MESSAGE_INTEGRITY, new byte[20])
                .xorMappedAddress(FIRST)
                .attribute(UNKNOWN_REQUIRED, new byte[0])
                .attribute(AttributeType.MESSAGE_INTEGRITY_SHA256, new byte[32])
                .mappedAddress(FIRST)
                .fingerprint()
                .build();
        assertEquals(Optional.empty(), message.xorMappedAddress());
        assertEquals(Optional.empty(), message.mappedAddress());
        assertEquals(List.of(), message.unknownRequiredAttributes());
        assertEquals(Optional.of("vouched for"), message.software());
        assertTrue(message.attribute(AttributeType.MESSAGE_INTEGRITY_SHA256).isPresent());
        assertTrue(message.attribute(AttributeType.FINGERPRINT).isPresent());
        assertTrue(message.hasValidFingerprint());

        StunMessage newer = response()
                .attribute(AttributeType.MESSAGE_INTEGRITY_SHA256, new byte[32])
                .xorMappedAddress(FIRST)
                .build();
        assertEquals(Optional.empty(), newer.xorMappedAddress());
    }

    @Test
    void fingerprintCountsOnlyAsTheLastAttribute() {
        StunMessage message = request().software("abc").fingerprint().build();
        assertTrue(message.hasValidFingerprint());
        assertThrows(IllegalStateException.class, () -> request().fingerprint().software("abc"));
        assertThrows(IllegalStateException.class, () -> request().fingerprint().fingerprint());
        assertFalse(request().build().hasValidFingerprint());
        assertFalse(request()
                .attribute(AttributeType.FINGERPRINT, new byte[3])
                .build()
                .hasValidFingerprint());
        byte[] followed = Arrays.copyOf(message.toBytes(), message.toBytes().length + 4);
        followed[3] += 4;
        followed[followed.length - 4] = (byte) 0xC0;
        assertFalse(parse(followed).orElseThrow().hasValidFingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::", "::1"})
    void addressesRoundTrip(String host) {
        for (int port : new int[] {0, 1, 0x2112, 65535}) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            StunMessage message =
                    response().mappedAddress(address).xorMappedAddress(address).build();
            assertEquals(Optional.of(address), message.mappedAddress());
            assertEquals(Optional.of(address), message.xorMappedAddress());
        }
    }

    @Test
    void xorMappedAddressDoesNotShowTheAddressToRewritingNats() {
        byte[] value = response().xorMappedAddress(FIRST).build().toBytes();
        assertFalse(HexFormat.of().formatHex(value).contains("c0000201"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00010000",
                "0001000001020304 05",
                "0002000001020304",
                "0000000001020304",
                "0003000001020304"
            })
    void malformedAddressesAreAbsent(String value) {
        StunMessage message = response()
                .attribute(AttributeType.MAPPED_ADDRESS, Rfc5769Test.bytes(value))
                .attribute(AttributeType.XOR_MAPPED_ADDRESS, Rfc5769Test.bytes(value))
                .build();
        assertEquals(Optional.empty(), message.mappedAddress());
        assertEquals(Optional.empty(), message.xorMappedAddress());
    }

    @Test
    void unresolvedAddressesAreRefused() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("stun.test", 3478);
        assertThrows(IllegalArgumentException.class, () -> response().xorMappedAddress(unresolved));
        assertThrows(IllegalArgumentException.class, () -> response().mappedAddress(unresolved));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 400, 420, 438, 500, 699})
    void errorCodesRoundTrip(int code) {
        ErrorCode error = new ErrorCode(code, "Grund: \u00FC");
        StunMessage message = StunMessage.builder(MessageClass.ERROR_RESPONSE, StunMessage.BINDING, ID)
                .errorCode(error)
                .build();
        assertEquals(Optional.of(error), message.errorCode());
    }

    @Test
    void errorCodeIsHundredsAndNumber() {
        StunMessage message = response().errorCode(new ErrorCode(420, "")).build();
        assertArrayEquals(
                new byte[] {0, 0, 4, 20},
                message.attribute(AttributeType.ERROR_CODE).orElseThrow().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "000004", "00000200", "00000700", "00000464"})
    void malformedErrorCodesAreAbsent(String value) {
        StunMessage message = response()
                .attribute(AttributeType.ERROR_CODE, Rfc5769Test.bytes(value))
                .build();
        assertEquals(Optional.empty(), message.errorCode());
    }

    @Test
    void reservedBitsOfErrorCodeAreIgnored() {
        StunMessage message = response()
                .attribute(AttributeType.ERROR_CODE, Rfc5769Test.bytes("fffffc00"))
                .build();
        assertEquals(Optional.of(new ErrorCode(400, "")), message.errorCode());
    }

    @Test
    void textHasFewerThan128CharactersWhenWrittenAnd764BytesWhenRead() {
        String most = "\u20AC".repeat(127);
        assertEquals(Optional.of(most), request().software(most).build().software());
        assertThrows(IllegalArgumentException.class, () -> request().software("a".repeat(128)));
        assertThrows(IllegalArgumentException.class, () -> request().errorCode(new ErrorCode(500, "a".repeat(128))));
        assertThrows(IllegalArgumentException.class, () -> new ErrorCode(299, ""));
        assertThrows(IllegalArgumentException.class, () -> new ErrorCode(700, ""));
        assertTrue(software(763).isPresent());
        assertTrue(software(764).isEmpty());
    }

    @Test
    void buildsNoMessageThatItsLengthCannotTell() {
        assertThrows(IllegalArgumentException.class, () -> StunMessage.builder(MessageClass.REQUEST, 0x1000, ID));
        assertThrows(IllegalArgumentException.class, () -> StunMessage.builder(MessageClass.REQUEST, -1, ID));
        assertThrows(IllegalArgumentException.class, () -> request().attribute(0x10000, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> request().attribute(1, new byte[0xFFF9]));
        StunMessage largest = request().attribute(1, new byte[0xFFF8]).build();
        assertEquals(20 + 0xFFFC, largest.toBytes().length);
        assertThrows(
                IllegalArgumentException.class,
                () -> request().attribute(1, new byte[0xFFF8]).attribute(1, new byte[0]));
    }

    @Test
    void messageIsImmutable() {
        byte[] value = {1, 2, 3, 4};
        StunMessage message = request().attribute(0xC001, value).build();
        byte[] before = message.toBytes();
        value[0] = 9;
        message.toBytes()[0] = 9;
        message.attribute(0xC001).orElseThrow().value()[0] = 9;
        message.transactionId().toBytes()[0] = 9;
        assertArrayEquals(before, message.toBytes());
        assertEquals(1, message.attribute(0xC001).orElseThrow().value()[0]);
        assertEquals(ID, message.transactionId());
        assertEquals(message, parse(before).orElseThrow());
    }

    @Test
    void printsNamesAndNoValues() {
        StunMessage message = request()
                .attribute(AttributeType.USERNAME, "secret".getBytes(UTF_8))
                .attribute(UNKNOWN_REQUIRED, new byte[2])
                .build();
        assertEquals(
                "StunMessage[BINDING REQUEST 0102030405060708090a0b0c [USERNAME(6), 0x7FFF(2)]]", message.toString());
    }

    @Test
    void everyBitOfATransactionIdIsRandom() {
        Random random = new Random(1);
        byte[] or = new byte[TransactionId.LENGTH];
        byte[] and = new byte[TransactionId.LENGTH];
        Arrays.fill(and, (byte) 0xFF);
        for (int i = 0; i < 100; i++) {
            byte[] id = TransactionId.random(random).toBytes();
            for (int at = 0; at < id.length; at++) {
                or[at] |= id[at];
                and[at] &= id[at];
            }
        }
        assertEquals("ff".repeat(12), HexFormat.of().formatHex(or));
        assertEquals("00".repeat(12), HexFormat.of().formatHex(and));
        assertThrows(IllegalArgumentException.class, () -> TransactionId.of(new byte[11]));
    }

    private static StunMessageBuilder request() {
        return StunMessage.builder(MessageClass.REQUEST, StunMessage.BINDING, ID);
    }

    private static StunMessageBuilder response() {
        return StunMessage.builder(MessageClass.SUCCESS_RESPONSE, StunMessage.BINDING, ID);
    }

    private static Optional<String> software(int length) {
        return request()
                .attribute(AttributeType.SOFTWARE, new byte[length])
                .build()
                .software();
    }

    private static Optional<StunMessage> parse(byte[] bytes) {
        return StunMessage.parse(ByteBuffer.wrap(bytes));
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
