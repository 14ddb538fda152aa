package voip.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.stun.Exchange.MAPPED;
import static voip.stun.Exchange.SERVER;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import voip.api.spi.AddressDiscovery.Timing;
import voip.stun.StunTransaction.State;

/** What counts as a response, and what it does; when requests are sent is in {@link ScheduleTest}. */
class StunTransactionTest {
    private static final InetSocketAddress OTHER = new InetSocketAddress("203.0.113.9", 9_999);

    private final Exchange exchange = Exchange.begun();
    private final StunTransaction transaction = exchange.transaction;

    @Test
    void requestIsABindingRequestWithAllNinetySixBitsOfItsIdRandom() {
        byte[] ever = new byte[TransactionId.LENGTH];
        byte[] always = new byte[TransactionId.LENGTH];
        Arrays.fill(always, (byte) 0xFF);
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            StunTransaction made = new StunTransaction(SERVER, Timing.STANDARD, random);
            StunMessage request = StunMessage.parse(made.request()).orElseThrow();
            assertEquals(MessageClass.REQUEST, request.messageClass());
            assertEquals(StunMessage.BINDING, request.method());
            assertEquals(made.id(), request.transactionId());
            byte[] id = made.id().toBytes();
            for (int at = 0; at < id.length; at++) {
                ever[at] |= id[at];
                always[at] &= id[at];
            }
        }
        byte[] ones = new byte[TransactionId.LENGTH];
        Arrays.fill(ones, (byte) 0xFF);
        assertArrayEquals(ones, ever, "each bit is set some time");
        assertArrayEquals(new byte[TransactionId.LENGTH], always, "and not always");
    }

    @Test
    void retransmissionsAreTheSameBytes() {
        ByteBuffer first = transaction.request();
        first.position(first.limit()); // as a socket leaves it
        assertEquals(StunMessage.parse(transaction.request()), StunMessage.parse(transaction.request()));
        assertEquals(20, transaction.request().remaining());
        assertTrue(transaction.request().isReadOnly());
    }

    @Test
    void xorMappedAddressIsTheAnswer() {
        assertEquals(State.WAITING, transaction.state());
        assertEquals(Optional.empty(), transaction.mappedAddress());
        assertTrue(exchange.receives(exchange.good()));
        assertEquals(State.SUCCEEDED, transaction.state());
        assertEquals(Optional.of(MAPPED), transaction.mappedAddress());
        assertEquals(Duration.ofMillis(1), transaction.elapsed(5_000_000_000L));
        assertEquals(Long.MAX_VALUE, transaction.nanosToNext(0));
        assertFalse(transaction.due(Duration.ofSeconds(60).toNanos()));
        assertEquals(State.SUCCEEDED, transaction.state());
    }

    @Test
    void ipv6AddressIsAnAnswerToo() {
        InetSocketAddress ipv6 = new InetSocketAddress("2001:db8::7", 50_000);
        assertTrue(exchange.receives(exchange.success(message -> message.xorMappedAddress(ipv6))));
        assertEquals(Optional.of(ipv6), transaction.mappedAddress());
    }

    @Test
    void xorMappedAddressComesBeforeMappedAddressWhereverItStands() {
        assertTrue(exchange.receives(
                exchange.success(message -> message.mappedAddress(OTHER).xorMappedAddress(MAPPED))));
        assertEquals(Optional.of(MAPPED), transaction.mappedAddress());
    }

    @Test
    void mappedAddressServesWhereThereIsNoOther() {
        assertTrue(exchange.receives(exchange.success(message -> message.mappedAddress(MAPPED))));
        assertEquals(Optional.of(MAPPED), transaction.mappedAddress());
    }

    @Test
    void firstOfRepeatedAttributesCounts() {
        assertTrue(exchange.receives(
                exchange.success(message -> message.xorMappedAddress(MAPPED).xorMappedAddress(OTHER))));
        assertEquals(Optional.of(MAPPED), transaction.mappedAddress());
    }

    @Test
    void firstOfRepeatedAttributesCountsThoughItIsMalformed() {
        byte[] response = exchange.success(message -> message.attribute(AttributeType.XOR_MAPPED_ADDRESS, new byte[3])
                .xorMappedAddress(OTHER)
                .mappedAddress(OTHER));
        assertTrue(exchange.receives(response));
        assertEquals(State.FAILED, transaction.state());
        assertEquals(Optional.empty(), transaction.mappedAddress());
    }

    @Test
    void addressesOfAWrongLengthOrFamilyAreNone() {
        byte[][] wrong = {
            {},
            {0, 1, 0},
            Exchange.value(1, 5000, 1, 2, 3),
            Exchange.value(1, 5000, 1, 2, 3, 4, 5),
            Exchange.value(2, 5000, 1, 2, 3, 4),
            Exchange.value(2, 5000, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
            Exchange.value(2, 5000, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17),
            Exchange.value(0, 5000, 1, 2, 3, 4),
            Exchange.value(3, 5000, 1, 2, 3, 4)
        };
        for (byte[] value : wrong) {
            assertNoAddress(AttributeType.MAPPED_ADDRESS, value);
            assertNoAddress(AttributeType.XOR_MAPPED_ADDRESS, value);
        }
    }

    @Test
    void addressesThatNobodyCanSendToAreNone() {
        assertNoAddress(AttributeType.MAPPED_ADDRESS, Exchange.value(1, 0, 203, 0, 113, 7));
        assertNoAddress(AttributeType.MAPPED_ADDRESS, Exchange.value(1, 5000, 0, 0, 0, 0));
        assertNoAddress(AttributeType.MAPPED_ADDRESS, Exchange.value(1, 5000, 224, 0, 0, 1));
    }

    private static void assertNoAddress(int type, byte[] value) {
        Exchange asked = Exchange.begun();
        assertTrue(asked.receives(asked.success(message -> message.attribute(type, value))));
        assertEquals(State.FAILED, asked.transaction.state());
        assertEquals(
                "the STUN server 192.0.2.1:3478 answered without a usable address (1 request in 0.001 s)",
                asked.transaction.failure(0));
    }

    @Test
    void errorResponseEndsItWithCodeAndReason() {
        ErrorCode error = new ErrorCode(401, "Unauthenticated");
        assertTrue(exchange.receives(exchange.error(message -> message.errorCode(error))));
        assertEquals(State.FAILED, transaction.state());
        assertEquals(Optional.of(error), transaction.error());
        assertEquals(
                "the STUN server 192.0.2.1:3478 refused with 401 Unauthenticated (1 request in 0.001 s)",
                transaction.failure(0));
    }

    @Test
    void reasonOfAnErrorIsPrintedWithoutControlCharacters() {
        ErrorCode error = new ErrorCode(500, "no\u001B[31m\r\n way\0\0");
        exchange.receives(exchange.error(message -> message.errorCode(error)));
        assertTrue(transaction.failure(0).contains("refused with 500 no[31m way ("), transaction.failure(0));
    }

    @Test
    void errorThatNamesAnAlternateServerSaysIt() {
        byte[] response = exchange.error(message -> message.errorCode(new ErrorCode(300, "Try Alternate"))
                .attribute(AttributeType.ALTERNATE_SERVER, Exchange.value(1, 3479, 198, 51, 100, 1)));
        assertTrue(exchange.receives(response));
        assertEquals(300, transaction.error().orElseThrow().code());
        assertTrue(
                transaction
                        .failure(0)
                        .contains("300 Try Alternate; it says to ask 198.51.100.1:3479 instead (ALTERNATE-SERVER)"),
                transaction.failure(0));
    }

    @Test
    void errorWithoutACodeOrWithAMalformedOneEndsItToo() {
        for (byte[] code : new byte[][] {{}, {0, 0, 4}, {0, 0, 7, 0}, {0, 0, 4, 100}}) {
            Exchange asked = Exchange.begun();
            assertTrue(asked.receives(asked.error(message -> message.attribute(AttributeType.ERROR_CODE, code))));
            assertEquals(State.FAILED, asked.transaction.state());
            assertEquals(Optional.empty(), asked.transaction.error());
            assertTrue(asked.transaction.failure(0).contains("an error without a code"));
        }
    }

    @Test
    void responseWithUnknownRequiredAttributesEndsItAndItsAddressDoesNotCount() {
        assertTrue(exchange.receives(
                exchange.success(message -> message.xorMappedAddress(MAPPED).attribute(0x7ABC, new byte[2]))));
        assertEquals(State.FAILED, transaction.state());
        assertEquals(Optional.empty(), transaction.mappedAddress());
        assertTrue(transaction.failure(0).contains("not: [0x7ABC]"), transaction.failure(0));

        Exchange refused = Exchange.begun();
        assertTrue(refused.receives(refused.error(
                message -> message.errorCode(new ErrorCode(438, "Stale")).attribute(0x0003, new byte[4]))));
        assertEquals(State.FAILED, refused.transaction.state());
        assertEquals(Optional.empty(), refused.transaction.error());
    }

    @Test
    void unknownOptionalAttributesDoNoHarm() {
        assertTrue(exchange.receives(exchange.success(
                message -> message.attribute(0xABCD, new byte[5]).xorMappedAddress(MAPPED))));
        assertEquals(State.SUCCEEDED, transaction.state());
    }

    @Test
    void responseFromAnotherAddressOrPortLeavesItWaiting() {
        byte[] good = exchange.good();
        assertFalse(exchange.receives(good, new InetSocketAddress("192.0.2.2", 3478)));
        assertFalse(exchange.receives(good, new InetSocketAddress("192.0.2.1", 3479)));
        assertFalse(exchange.receives(good, new InetSocketAddress("2001:db8::1", 3478)));
        assertStillWaiting();
    }

    @Test
    void responseWithAnotherIdLeavesItWaiting() {
        for (int bit = 0; bit < 8 * TransactionId.LENGTH; bit++) {
            byte[] forged = exchange.good();
            forged[8 + bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(exchange.receives(forged), "bit " + bit);
        }
        assertStillWaiting();
    }

    @Test
    void requestsIndicationsAndOtherMethodsLeaveItWaiting() {
        for (MessageClass messageClass : new MessageClass[] {MessageClass.REQUEST, MessageClass.INDICATION}) {
            byte[] message = StunMessage.builder(messageClass, StunMessage.BINDING, transaction.id())
                    .xorMappedAddress(MAPPED)
                    .build()
                    .toBytes();
            assertFalse(exchange.receives(message));
        }
        byte[] allocate = StunMessage.builder(MessageClass.SUCCESS_RESPONSE, 3, transaction.id())
                .xorMappedAddress(MAPPED)
                .build()
                .toBytes();
        assertFalse(exchange.receives(allocate));
        assertStillWaiting();
    }

    @Test
    void truncatedLengthenedAndMisshapenResponsesLeaveItWaiting() {
        byte[] good = exchange.good();
        for (int length = 0; length < good.length; length++) {
            assertFalse(exchange.receives(Arrays.copyOf(good, length)), "cut to " + length);
        }
        assertFalse(exchange.receives(Arrays.copyOf(good, good.length + 4)));
        byte[] longAttribute = good.clone();
        longAttribute[23] = 0x7C;
        assertFalse(exchange.receives(longAttribute));
        byte[] noCookie = good.clone();
        noCookie[4] ^= 1;
        assertFalse(exchange.receives(noCookie));
        assertStillWaiting();
    }

    @Test
    void wrongFingerprintLeavesItWaitingAndARightOneCounts() {
        byte[] good =
                exchange.success(message -> message.xorMappedAddress(MAPPED).fingerprint());
        byte[] wrong = good.clone();
        wrong[27] ^= 1;
        assertFalse(exchange.receives(wrong));
        assertFalse(exchange.transaction.state() != State.WAITING);
        assertTrue(exchange.receives(good));
    }

    @Test
    void whatComesAfterTheEndChangesNothing() {
        assertTrue(exchange.receives(exchange.good()));
        assertFalse(exchange.receives(exchange.success(message -> message.xorMappedAddress(OTHER))));
        assertFalse(exchange.receives(exchange.error(message -> message.errorCode(new ErrorCode(500, "")))));
        assertEquals(Optional.of(MAPPED), transaction.mappedAddress());
        assertEquals(State.SUCCEEDED, transaction.state());
    }

    @Test
    void nothingCountsBeforeTheFirstRequest() {
        Exchange early = new Exchange();
        assertFalse(early.receives(early.good()));
        assertEquals(State.WAITING, early.transaction.state());
        assertEquals(Duration.ZERO, early.transaction.elapsed(7));
    }

    @Test
    void serverNeedsAnAddressAndAPort() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("stun.invalid", 3478);
        for (InetSocketAddress server : new InetSocketAddress[] {unresolved, new InetSocketAddress("192.0.2.1", 0)}) {
            assertThrows(
                    IllegalArgumentException.class, () -> new StunTransaction(server, Timing.STANDARD, new Random(1)));
        }
        assertNotEquals(transaction.id(), new StunTransaction(SERVER, Timing.STANDARD, new Random(2)).id());
    }

    private void assertStillWaiting() {
        assertEquals(State.WAITING, transaction.state());
        assertTrue(exchange.receives(exchange.good()));
        assertEquals(State.SUCCEEDED, transaction.state());
    }
}
