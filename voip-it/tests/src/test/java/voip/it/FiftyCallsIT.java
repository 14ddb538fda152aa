package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import voip.api.Call;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.Encryption;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.VoipStack;

/** Many calls between the same two addresses, over one socket on each side. */
class FiftyCallsIT {
    private static final int CALLS = 50;
    private static final int PACKETS = 40;

    private final Map<Integer, AtomicInteger> echoes = new ConcurrentHashMap<>();
    private final AtomicInteger strays = new AtomicInteger();
    private final AtomicInteger goodbyes = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(
            value = Encryption.class,
            names = {"REQUIRED", "NONE"})
    void eachCallGetsItsOwnEchoOnly(Encryption encryption) throws Exception {
        try (VoipStack caller = Stacks.started(Stacks.builder().rtcpMuxOnly().encryption(encryption));
                VoipStack callee = Stacks.started(Stacks.builder().rtcpMuxOnly().encryption(encryption))) {
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(connect(caller, callee, i));
            }
            assertEquals(CALLS, callee.calls().size());
            for (int sequence = 0; sequence < PACKETS; sequence++) {
                for (int i = 0; i < CALLS; i++) {
                    Verdict sent = calls.get(i).send(Stacks.packet(160 * sequence, (byte) i, (byte) sequence));
                    assertEquals(Verdict.ACCEPTED, sent);
                }
                Thread.sleep(20); // as calls do: a burst would only measure the kernel's receive buffer
            }
            Stacks.await("all echoes", () -> echoed() == CALLS * PACKETS);
            assertEquals(0, strays.get());
            for (Call call : calls) {
                assertEquals(PACKETS, call.statistics().packetsReceived());
                assertEquals(
                        encryption == Encryption.REQUIRED, call.cipherSuite().isPresent());
                assertEquals(0, call.statistics().packetsLost());
                call.hangUp();
            }
            Stacks.await("a goodbye on each call", () -> goodbyes.get() == CALLS);
            assertEquals(List.of(), caller.calls());
            assertEquals(Set.of(Verdict.ACCEPTED), callee.verdicts().keySet(), "nothing was refused");
            assertTrue(callee.verdicts().get(Verdict.ACCEPTED) >= CALLS * PACKETS + CALLS, "packets and goodbyes");
        }
    }

    private Call connect(VoipStack caller, VoipStack callee, int number) {
        Call calling = caller.offer("callee", call -> (RtpPacket packet) -> {
            byte first = packet.payload().get(0);
            if (first == (byte) number) {
                echoes.computeIfAbsent(number, n -> new AtomicInteger()).incrementAndGet();
            } else {
                strays.incrementAndGet();
            }
        });
        Call answered = callee.answer(Stacks.onTheWire(calling.media()), "caller " + number, Echo::new);
        calling.complete(Stacks.onTheWire(answered.media()));
        return calling;
    }

    private int echoed() {
        return echoes.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private final class Echo implements CallSession {
        private final Call call;

        Echo(Call call) {
            this.call = call;
        }

        @Override
        public void packetReceived(RtpPacket packet) {
            call.send(packet);
        }

        @Override
        public void eventOccurred(CallEvent event) {
            if (event instanceof CallEvent.PeerLeft) {
                goodbyes.incrementAndGet();
            }
        }
    }

    @Test
    void twoPlainCallsThatNothingTellsApartAreRefusedNotMixedUp() throws Exception {
        try (VoipStack stack = Stacks.started(Stacks.builder().encryption(Encryption.NONE))) {
            Call first = stack.call(Stacks.loopback(40_000), call -> call::send, null);
            IllegalStateException refusal = assertThrows(
                    IllegalStateException.class, () -> stack.call(Stacks.loopback(40_000), call -> call::send, null));
            assertTrue(refusal.getMessage().contains("127.0.0.1:40000"), refusal.getMessage());
            assertEquals(List.of(first), stack.calls());
            first.close();
            stack.call(Stacks.loopback(40_000), call -> call::send, null);
        }
    }
}
