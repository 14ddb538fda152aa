package voip.stun.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import voip.api.Datagram;
import voip.api.Verdict;
import voip.api.spi.AddressDiscovery;
import voip.api.spi.AddressDiscovery.Timing;
import voip.stun.ErrorCode;
import voip.stun.MessageClass;
import voip.stun.StunMessage;
import voip.stun.TransactionId;
import voip.testkit.ThreadCost;

/** Rounds of questions about several ports, and what strangers send, on a clock that the test moves. */
class BindingProtocolTest {
    private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 3478);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.66", 5555);
    private static final InetSocketAddress MAPPED = new InetSocketAddress("203.0.113.7", 40_000);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final FakeContext context = new FakeContext();
    private final List<String> told = new ArrayList<>();
    private final Datagram datagram = new Datagram();
    private AddressDiscovery.Discovery discovery = open(Timing.STANDARD);
    private long now;

    private AddressDiscovery.Discovery open(Timing timing) {
        return new StunDiscovery().open(context, timing, new AddressDiscovery.Listener() {
            @Override
            public void found(int localPort, InetSocketAddress address, InetSocketAddress server) {
                assertEquals(SERVER, server);
                told.add(localPort + " is " + address.getPort());
            }

            @Override
            public void failed(int localPort, String reason) {
                told.add(localPort + ": " + reason);
            }
        });
    }

    @BeforeEach
    void askForBothPorts() {
        discovery.ask(5004, SERVER);
        discovery.ask(5005, SERVER);
    }

    /** Moves the clock from one thing that is due to the next. */
    private void advance(long nanos) {
        long end = now + nanos;
        while (true) {
            long wait = discovery.due(now);
            assertTrue(wait > 0, "busy at " + now);
            if (wait > end - now) {
                now = end;
                return;
            }
            now += wait;
        }
    }

    private Verdict receive(StunMessage message, int localPort, InetSocketAddress from) {
        datagram.bytes().clear().put(message.toBytes()).flip();
        datagram.arrived(from, localPort, now);
        return discovery.received(datagram);
    }

    private static StunMessage success(StunMessage request, int port) {
        return StunMessage.builder(MessageClass.SUCCESS_RESPONSE, StunMessage.BINDING, request.transactionId())
                .xorMappedAddress(new InetSocketAddress(MAPPED.getAddress(), port))
                .build();
    }

    private StunMessage last(int localPort) {
        return context.sent.stream()
                .filter(sent -> sent.localPort() == localPort)
                .reduce((first, second) -> second)
                .orElseThrow()
                .message();
    }

    @Test
    void claimsTheFirstBytesOfStun() {
        for (int first = 0; first < 256; first++) {
            assertEquals(first <= 3, discovery.claims(first), "first byte " + first);
        }
    }

    @Test
    void asksNobodyBeforeItIsTold() {
        discovery = open(Timing.STANDARD);
        assertEquals(Long.MAX_VALUE, discovery.due(0));
        assertEquals(List.of(), context.sent);
    }

    @Test
    void asksFromEachPortInParallelUnderItsOwnId() {
        advance(SECOND);
        assertEquals(
                List.of(5004, 5005, 5004, 5005),
                context.sent.stream().map(FakeContext.Sent::localPort).toList());
        assertTrue(context.sent.stream().allMatch(sent -> sent.to().equals(SERVER)));
        assertNotEquals(last(5004).transactionId(), last(5005).transactionId());
        assertEquals(context.sent.get(0).message(), last(5004), "a retransmission is the same request");
    }

    @Test
    void tellsEachPortsAddressAndAsksNoMoreUntilTheRefresh() {
        advance(1);
        assertEquals(Verdict.ACCEPTED, receive(success(last(5004), 6000), 5004, SERVER));
        assertEquals(Verdict.ACCEPTED, receive(success(last(5005), 6001), 5005, SERVER));
        assertEquals(List.of("5004 is 6000", "5005 is 6001"), told);
        advance(25 * SECOND - 1);
        assertEquals(2, context.sent.size());
        StunMessage before = last(5004);
        advance(2);
        assertEquals(4, context.sent.size());
        assertNotEquals(before.transactionId(), last(5004).transactionId(), "a new transaction");
        assertEquals(Verdict.ACCEPTED, receive(success(last(5004), 7000), 5004, SERVER));
        assertEquals("5004 is 7000", told.get(2));
    }

    @Test
    void silentServerIsAskedAgainEverLessOften() {
        advance(39 * SECOND);
        assertEquals(List.of(), told);
        assertEquals(14, context.sent.size());
        advance(SECOND / 2);
        assertEquals(
                List.of(
                        "5004: the STUN server 192.0.2.1:3478 did not answer (7 requests in 39.5 s)",
                        "5005: the STUN server 192.0.2.1:3478 did not answer (7 requests in 39.5 s)"),
                told);
        List<Long> starts = new ArrayList<>();
        for (int round = 1; round <= 7; round++) {
            int rounds = context.sent.size() / 14;
            long since = now;
            while (context.sent.size() / 2 == 7 * rounds) {
                advance(SECOND / 2);
            }
            starts.add((now - since) / SECOND);
            advance(39 * SECOND + SECOND / 2);
        }
        assertEquals(List.of(25L, 50L, 100L, 200L, 400L, 400L, 400L), starts);
        assertEquals(16, told.size());
    }

    @Test
    void answerAfterFailuresIsToldAndEndsTheirPauses() {
        advance(40 * SECOND + 25 * SECOND);
        assertEquals(2, told.size());
        receive(success(last(5004), 6000), 5004, SERVER);
        receive(success(last(5005), 6001), 5005, SERVER);
        assertEquals("5004 is 6000", told.get(2));
        int sent = context.sent.size();
        advance(25 * SECOND + 1);
        assertEquals(sent + 2, context.sent.size());
    }

    @Test
    void withoutARefreshItAsksOnce() {
        discovery = open(new Timing(Duration.ofMillis(500), 7, 16, Duration.ZERO));
        discovery.ask(5004, SERVER);
        advance(Duration.ofDays(10).toNanos());
        assertEquals(7, context.sent.size());
        assertEquals(1, told.size());
        assertEquals(Long.MAX_VALUE, discovery.due(now));
    }

    @Test
    void errorResponseIsToldAndAnotherIsTriedLater() {
        advance(1);
        StunMessage error = StunMessage.builder(
                        MessageClass.ERROR_RESPONSE,
                        StunMessage.BINDING,
                        last(5004).transactionId())
                .errorCode(new ErrorCode(500, "Server Error"))
                .build();
        assertEquals(Verdict.ACCEPTED, receive(error, 5004, SERVER));
        assertTrue(told.get(0).startsWith("5004: the STUN server 192.0.2.1:3478 refused with 500 Server Error"));
        receive(success(last(5005), 6001), 5005, SERVER);
        advance(25 * SECOND + 1);
        assertEquals(4, context.sent.size(), "both are asked about again");
    }

    @Test
    void requestsThatCannotBeSentAreTriedAgainAndToldOf() {
        context.verdict = Verdict.UNSENDABLE;
        advance(40 * SECOND);
        assertEquals(14, context.sent.size());
        assertTrue(told.get(0).endsWith("(7 requests in 39.5 s): none could be sent"), told.get(0));
    }

    @Test
    void strangersRequestsAndIndicationsAreNotServedButCounted() {
        TransactionId id = TransactionId.random(new Random(2));
        advance(1);
        int sent = context.sent.size();
        for (MessageClass messageClass : List.of(MessageClass.REQUEST, MessageClass.INDICATION)) {
            StunMessage message =
                    StunMessage.builder(messageClass, StunMessage.BINDING, id).build();
            assertEquals(Verdict.NOT_SERVED, receive(message, 5004, STRANGER));
            assertEquals(Verdict.NOT_SERVED, receive(message, 5004, SERVER));
        }
        assertEquals(sent, context.sent.size(), "nobody is answered");
    }

    @Test
    void responsesToNothingThatWasAskedAreUnsolicited() {
        advance(1);
        StunMessage good = success(last(5004), 6000);
        assertEquals(Verdict.UNSOLICITED, receive(good, 5004, STRANGER));
        assertEquals(Verdict.UNSOLICITED, receive(good, 5005, SERVER), "at the other port");
        StunMessage guessed = StunMessage.builder(
                        MessageClass.SUCCESS_RESPONSE, StunMessage.BINDING, TransactionId.random(new Random(2)))
                .xorMappedAddress(MAPPED)
                .build();
        assertEquals(Verdict.UNSOLICITED, receive(guessed, 5004, SERVER));
        assertEquals(List.of(), told);
        assertEquals(Verdict.ACCEPTED, receive(good, 5004, SERVER));
        assertEquals(List.of("5004 is 6000"), told);
    }

    @Test
    void eachRetransmissionMayBeAnsweredButTheFirstAnswerCounts() {
        advance(2 * SECOND);
        assertEquals(Verdict.ACCEPTED, receive(success(last(5004), 6000), 5004, SERVER));
        assertEquals(Verdict.ACCEPTED, receive(success(last(5004), 6666), 5004, SERVER));
        assertEquals(List.of("5004 is 6000"), told);
    }

    @Test
    void whatIsNoStunMessageIsMalformed() {
        datagram.bytes().clear().put(new byte[] {0, 1, 0, 0}).flip();
        datagram.arrived(SERVER, 5004, 0);
        assertEquals(Verdict.MALFORMED, discovery.received(datagram));
        advance(1);
        byte[] broken = success(last(5004), 6000).toBytes();
        broken[23] = 0x7C; // the attribute is longer than the message
        datagram.bytes().clear().put(broken).flip();
        datagram.arrived(SERVER, 5004, 0);
        assertEquals(Verdict.MALFORMED, discovery.received(datagram));
        assertEquals(List.of(), told);
    }

    @Test
    void closedItIsSilent() {
        discovery.close();
        assertEquals(Long.MAX_VALUE, discovery.due(0));
        assertEquals(List.of(), context.sent);
    }

    @Test
    void strangersMessagesAllocateNothing() {
        advance(1);
        StunMessage request = StunMessage.builder(
                        MessageClass.REQUEST, StunMessage.BINDING, TransactionId.random(new Random(2)))
                .build();
        for (StunMessage message : List.of(request, success(request, 6000))) {
            receive(message, 5004, SERVER);
            double bytes = ThreadCost.allocatedPerRound(10_000, () -> {
                for (int i = 0; i < 10_000; i++) {
                    discovery.received(datagram);
                }
            });
            assertEquals(0, bytes, 0.1);
        }
    }
}
