package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import voip.api.Call;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.MediaDescription;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.PacketProtection;
import voip.srtp.Sdes;

/**
 * A secured call with ffmpeg that is held, resumed, and moved to another port, key and source while it talks. Every packet
 * that it sent is accounted for, and so is every one that was sent back.
 */
@Timeout(120)
class ChangingPeerIT {
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger echoed = new AtomicInteger();
    private final List<CallEvent> events = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private Call call;

    @Test
    void everyPacketOfACallThatChangesIsAccountedFor() throws Exception {
        Peers.require("ffmpeg");
        short[] speech = Audio.speech();
        Path three = Audio.write(folder.resolve("three.wav"), Arrays.copyOf(speech, 3 * 8000));
        Path one = Audio.write(folder.resolve("one.wav"), Arrays.copyOf(speech, 8000));
        StreamKey firstKey = StreamKey.random(StreamKey.TAG_80);
        StreamKey secondKey = StreamKey.random(StreamKey.TAG_80);
        try (VoipStack stack = Stacks.started(Stacks.builder());
                Tap first = new Tap(stack.localAddress());
                Tap second = new Tap(stack.localAddress())) {
            call = stack.answer(offer(first, firstKey, "sendrecv"), "ffmpeg", made -> new Echo());
            List<String> ourKeys = new ArrayList<>(call.media().crypto());

            // Held and resumed, across a roll-over.
            try (Processes.Running talking =
                    Processes.start(Ffmpeg.sender(three, Codec.PCMU, first.port(), 0x1111, firstKey))) {
                awaitHeard(40, talking);
                call.update(offer(first, firstKey, "sendonly"));
                int atHold = echoed.get();
                awaitHeard(heard.get() + 40, talking);
                assertTrue(echoed.get() <= atHold + 1, "who is held does not send"); // one may be on its way
                call.update(offer(first, firstKey, "sendrecv"));
                assertEquals(ourKeys, call.media().crypto(), "the keys stay, and with them the roll-over counters");
                finish(talking);
            }
            awaitHeard(first.passed());

            // Another port and key, while packets of the former are still coming.
            try (Processes.Running former =
                    Processes.start(Ffmpeg.sender(three, Codec.PCMU, first.port(), 0x2222, firstKey))) {
                awaitHeard(heard.get() + 40, former);
                call.update(offer(second, secondKey, "sendrecv"));
                ourKeys.addAll(call.media().crypto());
                awaitHeard(heard.get() + 40, former);
                finish(former);
            }
            awaitHeard(first.passed());
            int underTheFirst = heard.get();
            send(one, second, 0x3333, secondKey);
            awaitHeard(underTheFirst + second.passed());

            // Another source under the same key.
            send(one, second, 0x4444, secondKey);
            awaitHeard(underTheFirst + second.passed());
            assertTrue(events.contains(new CallEvent.SourceChanged(0x3333, 0x4444)), events.toString());
            assertEquals(0, call.statistics().packetsLost());

            // The former port and key are not the call's any more.
            int before = first.passed() + first.passedControl();
            send(one, first, 0x5555, firstKey);
            long refused = first.passed() + first.passedControl() - before;
            long sent = first.passed() + first.passedControl() + second.passed() + second.passedControl();
            Stacks.await("the last", () -> total(stack) == sent);
            assertEquals(
                    sent - refused,
                    stack.verdicts().get(Verdict.ACCEPTED),
                    stack.verdicts().toString());
            assertEquals(heard.get(), call.statistics().packetsReceived());
            assertFalse(call.isClosed());

            Stacks.await(
                    "the echo",
                    () -> first.returned().size() + second.returned().size() == echoed.get());
            assertOpenedBy(ourKeys, first, second);
        }
    }

    private static long total(VoipStack stack) {
        return stack.verdicts().values().stream().mapToLong(Long::longValue).sum();
    }

    private static void send(Path wav, Tap tap, int ssrc, StreamKey key) throws Exception {
        try (Processes.Running ffmpeg = Processes.start(Ffmpeg.sender(wav, Codec.PCMU, tap.port(), ssrc, key))) {
            finish(ffmpeg);
        }
    }

    private static void finish(Processes.Running ffmpeg) throws Exception {
        Processes.Result result = Processes.finish(30, ffmpeg);
        assertEquals(0, result.exitCode(), result.all());
    }

    private void awaitHeard(int packets, Processes.Running from) throws InterruptedException {
        Peers.await(packets + " packets", from, () -> heard.get() >= packets);
    }

    private void awaitHeard(int packets) throws InterruptedException {
        Stacks.await(packets + " packets", () -> heard.get() == packets);
    }

    private static MediaDescription offer(Tap tap, StreamKey key, String direction) {
        return MediaDescription.parse(StreamKey.sdp(tap.port(), Codec.PCMU, key) + "a=" + direction + "\r\n");
    }

    /** What was sent back opens, each under one of our keys: as the peer would have opened it. */
    private static void assertOpenedBy(List<String> lines, Tap... taps) throws Exception {
        List<PacketProtection> keys = new ArrayList<>();
        for (String line : lines) {
            keys.add(Sdes.receiver(line, List.copyOf(CipherSuites.discover().all())));
        }
        for (Tap tap : taps) {
            for (byte[] packet : tap.returned()) {
                long opened = keys.stream()
                        .filter(key -> key.unprotect(ByteBuffer.wrap(packet.clone())) == Verdict.ACCEPTED)
                        .count();
                assertEquals(1, opened);
            }
        }
        keys.forEach(PacketProtection::close);
    }

    private final class Echo implements CallSession {
        @Override
        public void packetReceived(RtpPacket packet) {
            heard.incrementAndGet();
            if (call.send(packet) == Verdict.ACCEPTED) {
                echoed.incrementAndGet();
            }
        }

        @Override
        public void eventOccurred(CallEvent event) {
            events.add(event);
        }
    }
}
