package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which address descriptions name while a STUN server is asked, on a discovery that the test answers for. */
@Timeout(30)
class PublicAddressTest {
    private static final InetSocketAddress FOUND = new InetSocketAddress("203.0.113.7", 6_000);

    private final FakeStack parts = new FakeStack();
    private final FakeDiscovery discovery = new FakeDiscovery();
    private VoipStack stack;

    @BeforeEach
    void setUp() {
        parts.discovery = discovery;
    }

    @AfterEach
    void close() {
        if (stack != null) {
            stack.close();
        }
    }

    private void start() throws IOException, InterruptedException {
        stack = parts.build();
        stack.start();
    }

    private Call answer() {
        return stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING);
    }

    private String refusal() {
        String answering =
                assertThrows(IllegalStateException.class, this::answer).getMessage();
        String offering = assertThrows(IllegalStateException.class, () -> stack.offer("bob", FakeStack.IGNORING))
                .getMessage();
        assertEquals(answering, offering);
        assertEquals(List.of(), stack.calls());
        return answering;
    }

    @Test
    void asksForBothPortsOnTheMediaThread() throws Exception {
        start();
        InetSocketAddress server = new InetSocketAddress("192.0.2.1", 3478);
        assertEquals(new FakeDiscovery.Asked(5004, server, true), discovery.nextAsked());
        assertEquals(new FakeDiscovery.Asked(5005, server, true), discovery.nextAsked());
    }

    @Test
    void neitherAnswersNorOffersBeforeTheAddressIsKnown() throws Exception {
        start();
        assertEquals(
                "the public address is not known yet: the STUN server 192.0.2.1:3478 is being asked; "
                        + "wait for publicAddress(), or write localAddressUntilFound()",
                refusal());
        discovery.finds(5004, "203.0.113.7", 6_000);
        assertFalse(stack.publicAddress().isDone(), "the address of the RTCP port is still to come");
        refusal();
        discovery.finds(5005, "203.0.113.7", 6_001);
        assertEquals(FOUND, stack.publicAddress().join());
        assertEquals(Optional.of("203.0.113.7"), answer().media().address());
    }

    @Test
    void descriptionsNameTheFoundAddressAndNoRtcpWhereThePeerGuessesIt() throws Exception {
        start();
        discovery.finds(5005, "203.0.113.7", 6_001);
        discovery.finds(5004, "203.0.113.7", 6_000);
        MediaDescription answer = answer().media();
        assertEquals(Optional.of("203.0.113.7"), answer.address());
        assertEquals(6_000, answer.port());
        assertEquals(OptionalInt.empty(), answer.rtcpPort());
        MediaDescription offer = stack.offer("bob", FakeStack.IGNORING).media();
        assertEquals(6_000, offer.port());
    }

    @Test
    void descriptionsNameTheRtcpPortThatTheNatGave() throws Exception {
        start();
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.finds(5005, "203.0.113.7", 7_777);
        MediaDescription answer = answer().media();
        assertEquals(OptionalInt.of(7_777), answer.rtcpPort());
        assertEquals(Optional.empty(), answer.rtcpAddress());
        assertTrue(answer.toSdp().contains("a=rtcp:7777\r\n"), answer.toString());
    }

    @Test
    void descriptionsNameTheRtcpAddressIfItIsAnother() throws Exception {
        start();
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.finds(5005, "203.0.113.8", 6_001);
        assertTrue(answer().media().toSdp().contains("a=rtcp:6001 IN IP4 203.0.113.8\r\n"));
    }

    @Test
    void mediaIsFoundThoughTheRtcpPortIsNot() throws Exception {
        start();
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.fails(5005, "no answer");
        assertEquals(FOUND, stack.publicAddress().join());
        assertEquals(OptionalInt.empty(), answer().media().rtcpPort());
    }

    @Test
    void failureEndsTheFutureAndStandsInTheRefusal() throws Exception {
        start();
        discovery.fails(5004, "the STUN server said no");
        discovery.fails(5005, "something else");
        ExecutionException failed = assertThrows(
                ExecutionException.class, () -> stack.publicAddress().get());
        assertInstanceOf(IllegalStateException.class, failed.getCause());
        assertEquals("the STUN server said no", failed.getCause().getMessage());
        assertEquals(
                "the public address is not known: the STUN server said no; "
                        + "set publicAddress() instead, or write localAddressUntilFound()",
                refusal());
        assertEquals(List.of(new StackEvent.AddressFailed("the STUN server said no")), parts.events);
    }

    @Test
    void addressThatIsFoundAfterAFailureServesFromThenOn() throws Exception {
        start();
        discovery.fails(5004, "no");
        discovery.fails(5005, "no");
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.finds(5005, "203.0.113.7", 6_001);
        assertEquals(6_000, answer().media().port());
        assertTrue(stack.publicAddress().isCompletedExceptionally(), "it keeps the first result");
        assertInstanceOf(StackEvent.AddressFound.class, parts.events.get(1));
    }

    @Test
    void changesAndLaterFailuresAreToldAndTheLastAddressServes() throws Exception {
        start();
        for (int port : new int[] {6_000, 6_000, 8_000}) {
            discovery.finds(5004, "203.0.113.7", port);
            discovery.finds(5005, "203.0.113.7", port + 1);
        }
        discovery.fails(5004, "gone");
        discovery.fails(5005, "gone");
        InetSocketAddress changed = new InetSocketAddress("203.0.113.7", 8_000);
        assertEquals(
                List.of(
                        new StackEvent.AddressFound(FOUND, new InetSocketAddress("192.0.2.1", 3478)),
                        new StackEvent.AddressChanged(FOUND, changed),
                        new StackEvent.AddressFailed("gone")),
                parts.events);
        assertEquals(8_000, answer().media().port());
        assertEquals(FOUND, stack.publicAddress().join());
    }

    @Test
    void anRtcpPortThatIsNotConfirmedKeepsItsAddressWhileTheMediaPortDoes() throws Exception {
        start();
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.finds(5005, "203.0.113.7", 7_777);
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.fails(5005, "lost");
        assertEquals(OptionalInt.of(7_777), answer().media().rtcpPort());
        discovery.finds(5004, "203.0.113.7", 9_000);
        discovery.fails(5005, "lost");
        assertEquals(OptionalInt.empty(), answer().media().rtcpPort());
    }

    @Test
    void localAddressServesUntilTheOtherIsFoundIfTheApplicationSaysSo() throws Exception {
        parts.localAddressUntilFound = true;
        start();
        assertEquals(Optional.of("127.0.0.1"), answer().media().address());
        assertEquals(5004, answer().media().port());
        discovery.fails(5004, "no");
        discovery.fails(5005, "no");
        assertEquals(5004, answer().media().port());
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.finds(5005, "203.0.113.7", 6_001);
        assertEquals(6_000, answer().media().port());
    }

    @Test
    void peerOfTheOtherFamilyIsToldTheLocalAddress() throws Exception {
        parts.bind = new InetSocketAddress("0.0.0.0", 5004);
        start();
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.finds(5005, "203.0.113.7", 6_001);
        InetAddress ipv6 = InetAddress.getByName("::1");
        if (LocalRoute.leadsTo(ipv6)) {
            MediaDescription towards6 =
                    stack.offer("bob", ipv6, FakeStack.IGNORING).media();
            assertEquals(ipv6, InetAddress.getByName(towards6.address().orElseThrow()));
            assertEquals(5004, towards6.port());
        }
        InetAddress ipv4 = InetAddress.getByName("127.0.0.1");
        assertEquals(
                Optional.of("203.0.113.7"),
                stack.offer("bob", ipv4, FakeStack.IGNORING).media().address());
    }

    @Test
    void listenerThatThrowsIsContainedAndCounted() throws Exception {
        parts.onEvent = event -> {
            throw new IllegalStateException("the application's own");
        };
        start();
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.finds(5005, "203.0.113.7", 6_001);
        assertEquals(FOUND, stack.publicAddress().join());
        assertEquals(1, stack.verdicts().get(Verdict.FAILED));
        assertEquals(6_000, answer().media().port());
    }

    @Test
    void eventsComeOnTheMediaThread() throws Exception {
        StringBuilder thread = new StringBuilder();
        parts.onEvent = event -> thread.append(Thread.currentThread().getName());
        start();
        discovery.finds(5004, "203.0.113.7", 6_000);
        discovery.finds(5005, "203.0.113.7", 6_001);
        assertEquals("voip-media-5004", thread.toString());
    }

    @Test
    void closingEndsTheWaitAndTheDiscovery() throws Exception {
        start();
        stack.close();
        CompletionException closed = assertThrows(
                CompletionException.class, () -> stack.publicAddress().join());
        assertEquals(
                "the stack was closed before its public address was known",
                closed.getCause().getMessage());
        assertEquals(List.of("voip-media-5004"), discovery.closes);
    }

    @Test
    void unknownHostFailsWithItsNameAndIsLookedUpElsewhere() throws Exception {
        parts.stunServer = "no-such-host.invalid";
        start();
        ExecutionException failed = assertThrows(
                ExecutionException.class, () -> stack.publicAddress().get(20, TimeUnit.SECONDS));
        assertEquals(
                "the host no-such-host.invalid of the STUN server is not known",
                failed.getCause().getMessage());
        assertTrue(refusal().contains("no-such-host.invalid"));
        assertEquals(List.of(), List.copyOf(discovery.asked));
    }

    @Test
    void nameIsLookedUpAndAskedAtAnAddressOfTheSocketsFamily() throws Exception {
        parts.stunServer = "localhost:5555";
        start();
        FakeDiscovery.Asked asked = discovery.nextAsked();
        assertEquals(new InetSocketAddress("127.0.0.1", 5555), asked.server());
        assertTrue(asked.onMediaThread());
    }

    @Test
    void serverOfAnotherFamilyThanTheSocketFailsAtOnce() throws Exception {
        parts.stunServer = "[2001:db8::1]";
        start();
        ExecutionException failed = assertThrows(
                ExecutionException.class, () -> stack.publicAddress().get(20, TimeUnit.SECONDS));
        assertEquals(
                "the STUN server [2001:db8::1]:3478 has no address of the family that the stack is bound to",
                failed.getCause().getMessage());
    }

    @Test
    void callWithoutDescriptionsNeedsNoAddress() throws Exception {
        start();
        stack.call(new InetSocketAddress("127.0.0.1", 7000), FakeStack.IGNORING, null);
        assertEquals(1, stack.calls().size());
    }

    @Test
    void configuredAddressNeedsNobodyAndKeepsTheDistanceOfItsPorts() throws Exception {
        parts.discovery = null;
        parts.publicAddress = new InetSocketAddress("203.0.113.9", 0);
        start();
        assertEquals(
                new InetSocketAddress("203.0.113.9", 5004),
                stack.publicAddress().join());
        assertEquals(OptionalInt.empty(), answer().media().rtcpPort());
    }
}
