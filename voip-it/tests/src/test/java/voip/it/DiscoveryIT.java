package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import voip.api.Datagram;
import voip.api.Encryption;
import voip.api.MediaDescription;
import voip.api.MediaSocket;
import voip.api.StackEvent;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.api.spi.AddressDiscovery.Timing;
import voip.stun.ErrorCode;
import voip.stun.MessageClass;
import voip.stun.StunMessage;
import voip.stun.TransactionId;
import voip.testkit.MemoryNetwork;

/** A stack and its STUN server, on a clock that the test moves. */
class DiscoveryIT {
    private static final InetSocketAddress LOCAL = new InetSocketAddress("10.0.0.1", 5004);
    private static final InetSocketAddress SERVER = new InetSocketAddress("10.0.0.9", 3478);
    private static final Duration GIVES_UP = Duration.ofMillis(39_500);
    private static final String OUTSIDE = "203.0.113.7";

    private final MemoryNetwork network = new MemoryNetwork();
    private final List<StackEvent> events = new CopyOnWriteArrayList<>();
    private VirtualStunServer server;
    private VoipStack stack;

    @BeforeEach
    void open() throws Exception {
        server = new VirtualStunServer(network, SERVER);
    }

    @AfterEach
    void close() {
        if (stack != null) {
            stack.close();
        }
        network.close();
    }

    private VoipStackBuilder builder() {
        return VoipStack.builder()
                .bind(LOCAL)
                .encryption(Encryption.NONE)
                .transport(network.transport())
                .onEvent(events::add)
                .stunServer("10.0.0.9");
    }

    private void start(VoipStackBuilder builder) throws Exception {
        stack = Stacks.started(builder);
        network.advance(Duration.ZERO);
    }

    private void answerAll(int plusPort) throws Exception {
        server.answer((request, number) -> request.mapped(OUTSIDE, plusPort));
        network.advance(Duration.ZERO);
    }

    private String failure() {
        return assertThrows(
                        CompletionException.class, () -> stack.publicAddress().join())
                .getCause()
                .getMessage();
    }

    private MediaDescription offer() {
        return stack.offer("bob", call -> packet -> {}).media();
    }

    @Test
    void silentServerIsAskedAtTheTimesOfRfc8489AndGivenUpAfterExactly39500Milliseconds() throws Exception {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        long begun = network.clock().nanoTime();
        network.filter((from, to, bytes) -> {
            if (from.equals(LOCAL)) {
                times.add((network.clock().nanoTime() - begun) / 1_000_000);
            }
            return Optional.of(bytes);
        });
        start(builder());
        network.advance(GIVES_UP.minusNanos(1));
        assertEquals(List.of(0L, 500L, 1_500L, 3_500L, 7_500L, 15_500L, 31_500L), times);
        assertFalse(stack.publicAddress().isDone());
        network.advance(Duration.ofNanos(1));
        assertTrue(stack.publicAddress().isDone());
        assertEquals("the STUN server 10.0.0.9:3478 did not answer (7 requests in 39.5 s)", failure());
        assertEquals(14, network.report().sent(), "from both ports");
        String refused = assertThrows(IllegalStateException.class, this::offer).getMessage();
        assertTrue(refused.contains("did not answer (7 requests in 39.5 s)"), refused);
    }

    @Test
    void scheduleCanBeSet() throws Exception {
        start(builder().stunTiming(new Timing(Duration.ofMillis(100), 3, 2, Duration.ZERO)));
        network.advance(Duration.ofMillis(500).minusNanos(1));
        assertFalse(stack.publicAddress().isDone());
        network.advance(Duration.ofNanos(1));
        assertEquals("the STUN server 10.0.0.9:3478 did not answer (3 requests in 0.5 s)", failure());
        network.advance(Duration.ofHours(1));
        assertEquals(6, network.report().sent(), "a refresh of zero is none");
    }

    @Test
    void addressIsFoundAndDescriptionsNameIt() throws Exception {
        start(builder());
        assertThrows(IllegalStateException.class, this::offer);
        answerAll(1_000);
        InetSocketAddress found = new InetSocketAddress(OUTSIDE, 6_004);
        assertEquals(found, stack.publicAddress().join());
        assertEquals(List.of(new StackEvent.AddressFound(found, SERVER)), events);
        MediaDescription offer = offer();
        assertEquals(Optional.of(OUTSIDE), offer.address());
        assertEquals(6_004, offer.port());
        assertEquals(OptionalInt.empty(), offer.rtcpPort());
        assertEquals(Map.of(Verdict.ACCEPTED, 2L), stack.verdicts());
    }

    @Test
    void rtcpPortThatTheNatMapsElsewhereIsNamed() throws Exception {
        start(builder());
        server.answer((request, number) -> request.mapped(OUTSIDE, 1_000 + 7 * number));
        network.advance(Duration.ZERO);
        MediaDescription offer = offer();
        assertEquals(6_004, offer.port());
        assertEquals(OptionalInt.of(6_012), offer.rtcpPort());
    }

    @Test
    void stackWithOnePortAsksForThatOne() throws Exception {
        start(builder().rtcpMuxOnly());
        assertEquals(1, network.report().sent());
        answerAll(1_000);
        assertEquals(OptionalInt.of(6_004), offer().rtcpPort());
    }

    @Test
    void lostFirstRequestsAreSentAgain() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        network.filter((from, to, bytes) -> seen.incrementAndGet() <= 6 ? Optional.empty() : Optional.of(bytes));
        start(builder());
        network.advance(Duration.ofMillis(3_499));
        assertEquals(List.of(), server.requests());
        network.advance(Duration.ofMillis(1));
        answerAll(0);
        assertEquals(
                new InetSocketAddress(OUTSIDE, 5_004), stack.publicAddress().join());
    }

    @Test
    void errorResponseEndsItAtOnceWithCodeAndReason() throws Exception {
        start(builder());
        server.answer((request, number) -> request.answer(MessageClass.ERROR_RESPONSE)
                .errorCode(new ErrorCode(403, "Forbidden"))
                .build());
        network.advance(Duration.ZERO);
        assertTrue(
                failure().startsWith("the STUN server 10.0.0.9:3478 refused with 403 Forbidden (1 request"), failure());
        assertEquals(1, network.report(LOCAL, SERVER).sent(), "and nobody is asked again yet");
    }

    @Test
    void changedAddressIsToldAndNamedFromThenOn() throws Exception {
        start(builder());
        answerAll(1_000);
        network.advance(Duration.ofSeconds(25));
        answerAll(1_000);
        assertEquals(1, events.size(), "the same address is no news");
        network.advance(Duration.ofSeconds(25));
        answerAll(2_000);
        assertEquals(
                new StackEvent.AddressChanged(
                        new InetSocketAddress(OUTSIDE, 6_004), new InetSocketAddress(OUTSIDE, 7_004)),
                events.get(1));
        assertEquals(7_004, offer().port());
        network.advance(Duration.ofSeconds(65));
        assertTrue(events.get(2) instanceof StackEvent.AddressFailed, events.toString());
        assertEquals(7_004, offer().port(), "the last address that was told");
    }

    @Test
    void responsesOfOthersAreCountedAndChangeNothing() throws Exception {
        start(builder());
        List<VirtualStunServer.Request> requests = server.requests();
        InetSocketAddress strangerAddress = new InetSocketAddress("10.0.0.66", 3478);
        VirtualStunServer stranger = new VirtualStunServer(network, strangerAddress);
        for (VirtualStunServer.Request request : requests) {
            stranger.send(request.mapped("198.51.100.66", 0), request.from()); // knows the id, is not who was asked
            server.send( // is who was asked, does not know the id
                    StunMessage.builder(
                                    MessageClass.SUCCESS_RESPONSE,
                                    StunMessage.BINDING,
                                    TransactionId.random(new Random(1)))
                            .xorMappedAddress(strangerAddress)
                            .build(),
                    request.from());
        }
        network.advance(Duration.ZERO);
        assertEquals(Map.of(Verdict.UNSOLICITED, 4L), stack.verdicts());
        assertFalse(stack.publicAddress().isDone());
        for (VirtualStunServer.Request request : requests) {
            server.send(request.mapped(OUTSIDE, 0), request.from());
        }
        network.advance(Duration.ZERO);
        assertEquals(OUTSIDE, stack.publicAddress().join().getHostString());
    }

    @Test
    void strangersRequestsAreNotServedNotAnsweredAndCounted() throws Exception {
        start(builder());
        answerAll(0);
        long sent = network.report().sent();
        StunMessage request = StunMessage.builder(
                        MessageClass.REQUEST, StunMessage.BINDING, TransactionId.random(new Random(1)))
                .build();
        MediaSocket stranger = network.open(new InetSocketAddress("10.0.0.66", 1234));
        for (int i = 0; i < 1_000; i++) {
            stranger.send(ByteBuffer.wrap(request.toBytes()), 1234, LOCAL);
        }
        network.advance(Duration.ofSeconds(1));
        assertEquals(1_000, stack.verdicts().get(Verdict.NOT_SERVED));
        assertFalse(stranger.receive(new Datagram(), 0));
        assertEquals(sent + 1_000, network.report().sent());
    }

    @Test
    void stackThatAsksNobodyLeavesStunUnclaimed() throws Exception {
        start(VoipStack.builder().bind(LOCAL).encryption(Encryption.NONE).transport(network.transport()));
        MediaSocket stranger = network.open(new InetSocketAddress("10.0.0.66", 1234));
        stranger.send(ByteBuffer.wrap(new byte[20]), 1234, LOCAL);
        network.advance(Duration.ZERO);
        assertEquals(Map.of(Verdict.UNCLAIMED, 1L), stack.verdicts());
    }

    @Test
    void closingTheStackEndsTheWait() throws Exception {
        start(builder());
        stack.close();
        assertEquals("the stack was closed before its public address was known", failure());
        network.advance(Duration.ofMinutes(1));
        assertEquals(2, network.report().sent());
    }

    @Test
    void localAddressServesMeanwhileIfTheApplicationSaysSo() throws Exception {
        start(builder().localAddressUntilFound());
        assertEquals(Optional.of("10.0.0.1"), offer().address());
        answerAll(1_000);
        assertEquals(Optional.of(OUTSIDE), offer().address());
    }
}
