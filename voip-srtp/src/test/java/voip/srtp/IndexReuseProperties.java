package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import voip.api.RtpPacket;
import voip.api.Verdict;

/** Nothing that leaves a sender was encrypted at a place of a keystream where something else was, whatever it is asked for. */
class IndexReuseProperties {
    private static final long LIFETIME = 1L << 48;

    /** One thing that an application does with a session that sends. */
    record Step(Kind kind, long ssrc, int sequence, int text, int counter) {}

    enum Kind {
        PROTECT,
        PROTECT_AGAIN,
        PROTECT_AND_FAIL,
        CONTROL,
        SET_COUNTER,
        OTHER_KEY
    }

    @Property(tries = 200)
    void neverEncryptsTwoTextsAtOnePlace(@ForAll("steps") List<Step> steps, @ForAll("policies") SrtpPolicy policy)
            throws Exception {
        assertNoReuse(steps, policy, 0);
    }

    @Property(tries = 100)
    void norUnderKeysThatChange(
            @ForAll("steps") List<Step> steps, @ForAll("policies") SrtpPolicy policy, @ForAll("rates") long rate)
            throws Exception {
        assertNoReuse(steps, policy, rate);
    }

    @Provide
    Arbitrary<Long> rates() {
        return Arbitraries.integers().between(0, 24).map(bits -> 1L << bits);
    }

    @Provide
    Arbitrary<SrtpPolicy> policies() {
        Arbitrary<Integer> windows = Arbitraries.of(64, 65, 1024, 32768);
        return Combinators.combine(windows, Arbitraries.of(true, false)).as((window, again) -> {
            SrtpPolicy policy = SrtpPolicy.standard().withReplayWindow(window);
            return again ? policy.withRetransmission() : policy;
        });
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> sequences = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 6)),
                Tuple.of(2, Arbitraries.integers().between(32_765, 32_771)),
                Tuple.of(3, Arbitraries.integers().between(65_530, 65_535)),
                Tuple.of(1, Arbitraries.integers().between(0, 65_535)));
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(12, Kind.PROTECT),
                Tuple.of(4, Kind.PROTECT_AGAIN),
                Tuple.of(1, Kind.PROTECT_AND_FAIL),
                Tuple.of(1, Kind.CONTROL),
                Tuple.of(1, Kind.SET_COUNTER),
                Tuple.of(1, Kind.OTHER_KEY));
        return Combinators.combine(
                        kinds,
                        Arbitraries.longs().between(1, 2),
                        sequences,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(-1, 2))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    private static void assertNoReuse(List<Step> steps, SrtpPolicy policy, long rate) throws Exception {
        RecordingSuite suite = new RecordingSuite();
        MasterKeys keys =
                MasterKeys.of(new byte[] {1}, Fixtures.key(1), LIFETIME).and(new byte[] {2}, Fixtures.key(2), LIFETIME);
        SrtpParameters parameters = SrtpParameters.standard().withKeyDerivationRate(rate);
        Map<RecordingSuite.Place, String> sent = new HashMap<>();
        SendContext context = SendContext.open(suite, keys, parameters, policy);
        byte[] last = packet(steps.get(0));
        for (Step step : steps) {
            if (step.kind == Kind.SET_COUNTER || step.kind == Kind.OTHER_KEY) {
                set(context, step);
                continue;
            }
            byte[] packet = switch (step.kind) {
                case PROTECT_AGAIN -> last;
                case CONTROL -> Fixtures.rtcp((int) step.ssrc);
                default -> packet(step);
            };
            last = step.kind == Kind.PROTECT ? packet : last;
            suite.requests.clear();
            suite.fails = step.kind == Kind.PROTECT_AND_FAIL;
            ByteBuffer buffer = ByteBuffer.allocate(packet.length + 32);
            buffer.put(packet).flip();
            Verdict verdict =
                    context.handle(step.kind == Kind.CONTROL, buffer, buffer, null, ExtensionSet.of(Set.of(1)));
            if (verdict == Verdict.ACCEPTED) {
                assertEquals(step.kind == Kind.CONTROL ? 1 : 2, suite.requests.size());
                for (RecordingSuite.Request request : suite.requests) {
                    String before = sent.put(request.place(), request.plaintext());
                    assertTrue(before == null || before.equals(request.plaintext()), "two texts at " + request.place());
                    assertTrue(before == null || policy.retransmission(), "twice at " + request.place());
                }
            } else if (verdict == Verdict.FAILED) {
                assertTrue(suite.fails);
            } else {
                assertLeavesNoCiphertext(buffer.array(), packet, !suite.requests.isEmpty());
            }
        }
        context.close();
    }

    /** What is refused is as it came, or gone. */
    private static void assertLeavesNoCiphertext(byte[] left, byte[] packet, boolean encrypted) {
        assertArrayEquals(encrypted ? new byte[left.length] : Arrays.copyOf(packet, left.length), left);
    }

    /** Of four texts, in a header extension element that is encrypted, and in the payload. */
    private static byte[] packet(Step step) {
        return RtpPacket.builder()
                .ssrc(step.ssrc)
                .sequence(step.sequence)
                .extension(1, new byte[] {(byte) (step.text >> 1)})
                .payload(new byte[] {1, 2, 3, (byte) (step.text & 1)})
                .build()
                .toBytes();
    }

    private static void set(SendContext context, Step step) {
        if (step.kind == Kind.OTHER_KEY) {
            assertTrue(context.keys.send(new byte[] {(byte) (1 + step.text % 2)}));
            return;
        }
        OptionalLong counter = context.counter(step.ssrc);
        try {
            context.counter(step.ssrc, Math.max(0, counter.orElse(0) + step.counter));
        } catch (IllegalArgumentException e) {
            assertTrue(step.counter <= 0 || counter.isEmpty(), "only a counter that was used is refused");
        }
    }
}
