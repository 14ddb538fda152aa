package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import voip.api.Verdict;

/**
 * No index of a source goes on the wire twice, whatever processes send, export, store and end between any two steps. Packets
 * carry their roll-over counter (RFC 4771), so that their indexes can be read.
 */
class ResumedSenderProperties {
    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};
    private static final SrtpParameters CARRYING = SrtpParameters.standard()
            .withRolloverCarrier(new RolloverCarrier(RolloverCarrier.Mode.ALL, 1, 14))
            .withKeyDerivationRate(32);

    /** One thing that happens to the process that sends. */
    record Step(Kind kind, int ssrc, int offset) {}

    enum Kind {
        SEND,
        SEND_CONTROL,
        EXPORT,
        FAIL_TO_EXPORT,
        STORE,
        CONFIRM,
        END,
        BEGIN,
        SET_COUNTER,
        OTHER_KEY
    }

    @Property(tries = 300)
    void noIndexIsSentTwice(@ForAll("steps") List<Step> steps, @ForAll("policies") SrtpPolicy policy) throws Exception {
        Sender sender = new Sender(policy);
        for (Step step : steps) {
            sender.step(step);
        }
        sender.session.close();
    }

    @Provide
    Arbitrary<SrtpPolicy> policies() {
        return Arbitraries.of(
                Exports.POLICY, Exports.POLICY.withReplayWindow(64), Exports.POLICY.withReplayWindow(32_768));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(24, Kind.SEND),
                Tuple.of(6, Kind.SEND_CONTROL),
                Tuple.of(5, Kind.EXPORT),
                Tuple.of(1, Kind.FAIL_TO_EXPORT),
                Tuple.of(5, Kind.STORE),
                Tuple.of(5, Kind.CONFIRM),
                Tuple.of(2, Kind.END),
                Tuple.of(1, Kind.BEGIN),
                Tuple.of(1, Kind.SET_COUNTER),
                Tuple.of(1, Kind.OTHER_KEY));
        Arbitrary<Integer> offsets = Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.of(0)),
                Tuple.of(5, Arbitraries.integers().between(-5, 20)),
                Tuple.of(1, Arbitraries.integers().between(-40_000, 40_000)));
        return Combinators.combine(kinds, Arbitraries.integers().between(1, 2), offsets)
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(200);
    }

    /** A sender over all its processes, what it has stored, and all that it has put on the wire. */
    private static final class Sender {
        private final SrtpPolicy policy;
        private final Set<Long> sent = new HashSet<>();
        private final Set<Long> sentControl = new HashSet<>();
        private SrtpSession session;
        private SrtpExporter exporter;
        private byte[] exported;
        private byte[] stored;

        Sender(SrtpPolicy policy) throws Exception {
            this.policy = policy;
            MasterKeys keys = MasterKeys.of(FIRST, Fixtures.key(1), 1000).and(SECOND, Fixtures.key(2), 1L << 48);
            session = SrtpSession.builder(Fixtures.SUITE_80)
                    .send(keys, CARRYING)
                    .policy(policy)
                    .open();
            exporter = Exports.exporter(session);
            exporter.begin(1, 65_530);
            stored = exporter.export(Exports.WRAPPING_KEY, 10);
        }

        void step(Step step) throws Exception {
            switch (step.kind) {
                case SEND -> send(step.ssrc, exporter.nextIndex(step.ssrc).orElse(65_530) + step.offset);
                case SEND_CONTROL -> sendControl(step.ssrc);
                case EXPORT -> exported = exporter.export(Exports.WRAPPING_KEY, 1 + Math.abs(step.offset) % 50);
                case FAIL_TO_EXPORT -> failToExport();
                case STORE -> stored = exported == null ? stored : exported;
                case CONFIRM -> confirm();
                case END -> end();
                case BEGIN -> begin(step);
                case SET_COUNTER -> setCounter(step);
                case OTHER_KEY -> chooseKey(step.ssrc == 1 ? FIRST : SECOND);
            }
        }

        private void send(int ssrc, long index) {
            ByteBuffer packet = Fixtures.buffer(Fixtures.rtp(ssrc, (int) (index & 0xFFFF)));
            int length = packet.remaining();
            if (session.protect(packet) == Verdict.ACCEPTED) {
                long counter = packet.getInt(packet.position() + length + 1) & 0xFFFF_FFFFL;
                int sequence = packet.getShort(packet.position() + 2) & 0xFFFF;
                assertTrue(
                        sent.add((long) ssrc << 48 | counter << 16 | sequence), "twice: " + counter + " " + sequence);
            }
        }

        private void sendControl(int ssrc) {
            ByteBuffer packet = Fixtures.buffer(Fixtures.rtcp(ssrc));
            if (session.protectControl(packet) == Verdict.ACCEPTED) {
                long index = packet.getInt(packet.position() + 8) & ControlPacket.LAST_INDEX;
                assertTrue(sentControl.add((long) ssrc << 48 | index), "twice: " + index);
            }
        }

        /** What was exported before cannot be stored any more: confirming it would take what nobody has stored. */
        private void failToExport() {
            try {
                exporter.export(new byte[5], 1000);
            } catch (GeneralSecurityException e) {
                return;
            }
            throw new AssertionError("a key of five bytes");
        }

        private void confirm() {
            try {
                exporter.stored(stored);
            } catch (IllegalArgumentException e) {
                // not the newest of this process, as it may be
            }
        }

        /** The process ends where it is, and another resumes from what is stored. */
        private void end() throws Exception {
            session.close();
            session = Exports.resume(Fixtures.SUITE_80, policy, stored);
            exporter = Exports.exporter(session);
            exported = null;
        }

        private void begin(Step step) {
            try {
                exporter.begin(
                        step.ssrc, Math.max(0, exporter.nextIndex(step.ssrc).orElse(65_530) + step.offset));
            } catch (IllegalArgumentException e) {
                // closed, as it may be
            }
        }

        private void setCounter(Step step) {
            long counter = session.sendRolloverCounter(step.ssrc).orElse(0);
            try {
                session.sendRolloverCounter(step.ssrc, counter + 1);
            } catch (IllegalArgumentException e) {
                assertEquals(0xFFFF_FFFFL, counter);
            }
        }

        private void chooseKey(byte[] mki) {
            try {
                session.sendWith(mki);
            } catch (IllegalArgumentException e) {
                assertSame(FIRST, mki, "only the first is used up");
            }
        }
    }
}
