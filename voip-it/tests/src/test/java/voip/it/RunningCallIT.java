package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.Call;
import voip.api.CallChange;
import voip.api.CallEvent;
import voip.api.CallStatistics;
import voip.api.Direction;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.StackEvent;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.testkit.Impairment;
import voip.testkit.MemoryNetwork;

/**
 * Secured calls that change while both sides talk, over a link that takes 40 ms and signalling that takes 100: nothing that
 * was sent is lost, on a clock that the test moves.
 */
@Timeout(120)
class RunningCallIT {
    private static final Duration PACKET_TIME = Duration.ofMillis(20);
    private static final int SIGNALLING_PACKETS = 5;

    private final InetSocketAddress near = new InetSocketAddress("10.0.0.1", 5004);
    private final InetSocketAddress far = new InetSocketAddress("10.0.0.2", 5004);
    private final MemoryNetwork network = new MemoryNetwork();
    private final List<StackEvent> events = new CopyOnWriteArrayList<>();
    private VoipStack caller;
    private VoipStack callee;
    private Call calling;
    private Call answered;
    private int timestamp;

    @BeforeEach
    void call() throws Exception {
        network.impair(Impairment.builder()
                .delay(Duration.ofMillis(40))
                .delayVariation(Duration.ofMillis(15))
                .build());
        caller = Stacks.started(builder(near));
        callee = Stacks.started(builder(far));
        calling = caller.offer("bob", call -> packet -> {});
        answered = callee.answer(Stacks.onTheWire(calling.media()), "alice", call -> packet -> {});
        calling.complete(Stacks.onTheWire(answered.media()));
        talk(50);
    }

    @AfterEach
    void close() {
        caller.close();
        callee.close();
        network.close();
    }

    private VoipStackBuilder builder(InetSocketAddress local) {
        return VoipStack.builder()
                .bind(local)
                .codecs(PayloadType.PCMU, PayloadType.PCMA)
                .rolloverTrials(1)
                .onEvent(events::add)
                .transport(network.transport());
    }

    @Test
    void newKeysLoseNothingWhoeverAsksForThem() {
        List<String> before = calling.media().crypto();
        change(calling, answered, CallChange.none().freshKeys());
        assertNotEquals(before, calling.media().crypto());
        change(answered, calling, CallChange.none().freshKeys());
        change(answered, calling, CallChange.none().freshKeys());
        assertNothingLost();
    }

    @Test
    void sameKeysGoOnBeyondARollover() {
        talk(70_000);
        change(calling, answered, CallChange.none());
        change(answered, calling, CallChange.none());
        assertNothingLost();
    }

    @Test
    void newKeysBeginAnewBeyondARollover() {
        talk(70_000);
        change(calling, answered, CallChange.none().freshKeys());
        assertNothingLost();
    }

    @Test
    void aRolloverThatAnOutageHidIsFoundAndToldOf() {
        network.filter((from, to, datagram) -> Optional.empty());
        talk(0x1_0000);
        network.filter((from, to, datagram) -> Optional.of(datagram));
        long before = answered.statistics().packetsReceived();
        talk(50);
        network.advance(Duration.ofSeconds(1));
        assertEquals(before + 50, answered.statistics().packetsReceived());
        assertTrue(
                events.contains(new StackEvent.OfCall(answered, new CallEvent.RolloverRecovered(calling.ssrc(), 1))),
                events.toString());
    }

    @Test
    void anotherCodecLosesNothing() {
        change(calling, answered, CallChange.none().codecs(PayloadType.PCMA));
        assertEquals(PayloadType.PCMA, calling.payloadType().orElseThrow());
        assertEquals(PayloadType.PCMA, answered.payloadType().orElseThrow());
        assertNothingLost();
    }

    @Test
    void holdStopsOneWayAndResumeBringsItBack() {
        change(calling, answered, CallChange.hold());
        CallStatistics held = answered.statistics();
        talk(100);
        assertEquals(held.packetsSent(), answered.statistics().packetsSent(), "who is held does not send");
        assertTrue(answered.statistics().packetsReceived() > held.packetsReceived(), "music on hold");
        assertEquals(Direction.RECVONLY, answered.media().direction());
        change(calling, answered, CallChange.resume());
        assertTrue(answered.statistics().packetsSent() > held.packetsSent());
        assertNothingLost();
    }

    @Test
    void bothOnHoldIsSilenceButForReports() {
        change(calling, answered, CallChange.none().direction(Direction.INACTIVE));
        CallStatistics silent = answered.statistics();
        talk(1_000);
        assertEquals(silent.packetsSent(), answered.statistics().packetsSent());
        assertTrue(answered.statistics().controlSent() > silent.controlSent());
        change(answered, calling, CallChange.none().direction(Direction.SENDRECV));
        assertEquals(Direction.INACTIVE, calling.media().direction(), "who asked for silence has not resumed");
        change(calling, answered, CallChange.resume());
        talk(50);
        assertTrue(answered.statistics().packetsReceived() > silent.packetsReceived());
    }

    @Test
    void aWithdrawnOfferLosesNothing() {
        calling.offer(CallChange.hold().freshKeys());
        talk(20);
        calling.withdraw();
        talk(20);
        assertNothingLost();
    }

    /** The peer's changed offer arrives late, then our answer does; both talk all the while. */
    private void change(Call offerer, Call answerer, CallChange change) {
        var offer = Stacks.onTheWire(offerer.offer(change));
        talk(SIGNALLING_PACKETS);
        var answer = Stacks.onTheWire(answerer.update(offer));
        talk(SIGNALLING_PACKETS);
        offerer.complete(answer);
        talk(20);
    }

    private void talk(int packets) {
        for (int i = 0; i < packets; i++) {
            timestamp += 160;
            say(calling);
            say(answered);
            network.advance(PACKET_TIME);
        }
    }

    private void say(Call call) {
        Verdict verdict = call.send(RtpPacket.builder()
                .payloadType(call.payloadType().orElseThrow())
                .timestamp(timestamp)
                .payload(new byte[160])
                .build());
        assertTrue(verdict == Verdict.ACCEPTED || verdict == Verdict.NOT_SENDING, verdict.toString());
    }

    private void assertNothingLost() {
        network.advance(Duration.ofSeconds(1));
        assertHeard(calling, answered);
        assertHeard(answered, calling);
        assertEquals(List.of(Verdict.ACCEPTED), refused(caller));
        assertEquals(List.of(Verdict.ACCEPTED), refused(callee));
    }

    private static List<Verdict> refused(VoipStack stack) {
        Map<Verdict, Long> verdicts = stack.verdicts();
        return List.copyOf(verdicts.keySet());
    }

    private static void assertHeard(Call from, Call to) {
        assertEquals(from.statistics().packetsSent(), to.statistics().packetsReceived(), from + " to " + to);
        assertEquals(0, to.statistics().packetsLost());
    }
}
