package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import voip.api.Call;
import voip.api.CallEvent;
import voip.api.CallEvent.RemoteMoved;
import voip.api.CallEvent.RemoteMoved.Cause;
import voip.api.CallSession;
import voip.api.Datagram;
import voip.api.Encryption;
import voip.api.MediaDescription;
import voip.api.MediaSocket;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.PacketProtection;
import voip.srtp.Sdes;
import voip.srtp.SrtpPolicy;
import voip.testkit.MemoryNetwork;

/**
 * RTPbleed: 100,000 spoofed datagrams of 1,000 sources, before, at the start of and during a call, want its media or to be
 * its peer. No byte reaches them, no handler sees theirs, and the call is not lost.
 */
class RtpBleedIT {
    private static final int SOURCES = 1_000;
    private static final int SPOOFED_EACH_TIME = 34_000;
    private static final int SSRC = 0x1234;
    private static final InetSocketAddress LOCAL = new InetSocketAddress("10.0.0.1", 5004);
    private static final InetSocketAddress SIGNALLED = new InetSocketAddress("10.0.0.2", 4000);
    /** Where a NAT has the peer's packets come from. */
    private static final InetSocketAddress TRANSLATED = new InetSocketAddress("10.0.0.2", 33_000);

    private final Random random = new Random(1);
    private final MemoryNetwork network = new MemoryNetwork();
    private final List<MediaSocket> spoofers = new ArrayList<>();
    private final List<Integer> delivered = new CopyOnWriteArrayList<>();
    private final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private final List<byte[]> seen = new ArrayList<>();
    private MediaSocket peer;
    private MediaSocket moved;
    private int sent;
    private int spoofed;

    @BeforeEach
    void open() throws Exception {
        for (int i = 0; i < SOURCES; i++) { // half of them at the peer's own address
            String host = i % 2 == 0 ? "10.0.0.2" : "10.1." + i / 250 + "." + (1 + i % 250);
            spoofers.add(network.open(new InetSocketAddress(host, 10_000 + i)));
        }
        peer = network.open(SIGNALLED);
        moved = network.open(TRANSLATED);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private VoipStack stack(SourcePolicy policy, Encryption encryption) throws Exception {
        return Stacks.started(VoipStack.builder()
                .bind(LOCAL)
                .transport(network.transport())
                .encryption(encryption)
                .sources(policy));
    }

    /** The call echoes, so that whoever is taken for the peer gets its media. */
    private Call answer(VoipStack stack, List<String> crypto) {
        MediaDescription offer = MediaDescription.builder()
                .address("10.0.0.2")
                .port(SIGNALLED.getPort())
                .protocol(crypto.isEmpty() ? "RTP/AVP" : "RTP/SAVP")
                .formats(List.of(PayloadType.PCMU))
                .rtcpMux(true)
                .crypto(crypto)
                .build();
        return stack.answer(offer, "peer", call -> new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {
                delivered.add(packet.payload().getInt(0));
                call.send(packet);
            }

            @Override
            public void eventOccurred(CallEvent event) {
                events.add(event);
            }
        });
    }

    private static KeyNegotiation.Offer keys() {
        CipherSuites suites = CipherSuites.discover();
        return Sdes.negotiation(
                        List.of(suites.suite("AES_CM_128_HMAC_SHA1_80")),
                        suites.module("JCE").orElseThrow().random(),
                        SrtpPolicy.standard())
                .offer(null);
    }

    @Test
    void strictPlainCallIsNotTaken() throws Exception {
        try (VoipStack stack = stack(SourcePolicy.STRICT, Encryption.NONE)) {
            spoof();
            Call call = answer(stack, List.of());
            survives(stack, call, null, peer);
        }
    }

    @Test
    void strictSecuredCallIsNotTaken() throws Exception {
        try (VoipStack stack = stack(SourcePolicy.STRICT, Encryption.REQUIRED);
                KeyNegotiation.Offer keys = keys()) {
            spoof();
            Call call = answer(stack, keys.crypto());
            survives(stack, call, keys.complete(call.media().crypto(), null).protection(), peer);
        }
    }

    @Test
    void callThatFollowsItsPeerFollowsNobodyElse() throws Exception {
        try (VoipStack stack = stack(SourcePolicy.AUTHENTICATED, Encryption.REQUIRED);
                KeyNegotiation.Offer keys = keys()) {
            spoof();
            Call call = answer(stack, keys.crypto());
            PacketProtection protection =
                    keys.complete(call.media().crypto(), null).protection();
            survives(stack, call, protection, moved);
            assertEquals(List.of(new RemoteMoved(false, SIGNALLED, TRANSLATED, Cause.AUTHENTICATED)), events);
            events.clear();
            survives(stack, call, protection, peer);
            assertEquals(List.of(new RemoteMoved(false, TRANSLATED, SIGNALLED, Cause.AUTHENTICATED)), events);
        }
    }

    @Test
    void callOnProbationYieldsOnlyToPacketsInSequenceWhileItsPeerIsSilent() throws Exception {
        try (VoipStack stack = stack(SourcePolicy.PROBATION, Encryption.NONE)) {
            spoof();
            Call call = answer(stack, List.of());
            survives(stack, call, null, peer);
            assertEquals(List.of(), events);

            network.advance(Duration.ofSeconds(3)); // silence
            for (int i = 0; i < 6; i++) {
                speak(null, moved);
            }
            assertEquals(Optional.of(TRANSLATED), call.remoteAddress());
            assertTrue(echoes(moved) > 0);
            spoof();
            assertEquals(Optional.of(TRANSLATED), call.remoteAddress(), "once");

            speak(null, peer);
            assertEquals(Optional.of(SIGNALLED), call.remoteAddress());
            assertEquals(
                    List.of(
                            new RemoteMoved(false, SIGNALLED, TRANSLATED, Cause.PROBATION),
                            new RemoteMoved(false, TRANSLATED, SIGNALLED, Cause.RETURNED)),
                    events);
            assertEquals(1, echoes(peer));
            assertSpoofersHeardNothing();
        }
    }

    /** The start of a call under spoofed datagrams, then media and spoofed datagrams by turns. */
    private void survives(VoipStack stack, Call call, @Nullable PacketProtection protection, MediaSocket from)
            throws Exception {
        int heardBefore = delivered.size();
        int sentBefore = sent;
        spoof();
        for (int i = 0; i < 100; i++) {
            speak(protection, from);
            spoof(SPOOFED_EACH_TIME / 100);
        }
        assertEquals(sent - sentBefore, delivered.size() - heardBefore, "every packet of the peer's, and no other");
        assertEquals(sent, delivered.stream().distinct().count());
        assertEquals(sent - sentBefore, echoes(from));
        assertSpoofersHeardNothing();
        assertEquals(sent, call.statistics().packetsReceived());
        assertEquals(0, call.statistics().packetsLost());
        assertFalse(call.isClosed());
        assertEquals(List.of(call), stack.calls());
        assertEquals(0, stack.verdicts().getOrDefault(Verdict.FAILED, 0L));
        assertTrue(spoofed >= 100_000);
    }

    private void spoof() throws Exception {
        spoof(SPOOFED_EACH_TIME);
    }

    private void spoof(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            MediaSocket from = spoofers.get(random.nextInt(SOURCES));
            from.send(
                    ByteBuffer.wrap(spoofedDatagram()),
                    from.localAddresses().get(0).getPort(),
                    LOCAL);
            spoofed++;
            if (i % 1000 == 999) {
                network.advance(Duration.ZERO);
            }
        }
        network.advance(Duration.ofMillis(20));
    }

    /** What a spoofer can make: RTP as the peer's, RTP of other sources, reports, and what it saw of the peer. */
    private byte[] spoofedDatagram() {
        return switch (random.nextInt(seen.isEmpty() ? 3 : 4)) {
            case 0 -> packet(SSRC, sent + random.nextInt(3), -1);
            case 1 -> packet(random.nextInt(), random.nextInt(0x1_0000), -1);
            case 2 ->
                ByteBuffer.allocate(8)
                        .putInt(0x80C9_0001)
                        .putInt(random.nextBoolean() ? SSRC : random.nextInt())
                        .array();
            default -> seen.get(random.nextInt(seen.size()));
        };
    }

    private void speak(@Nullable PacketProtection protection, MediaSocket from) throws Exception {
        ByteBuffer packet =
                ByteBuffer.allocate(300).put(packet(SSRC, sent, sent)).flip();
        sent++;
        if (protection != null) {
            assertEquals(Verdict.ACCEPTED, protection.protect(packet));
            byte[] copy = new byte[packet.remaining()];
            packet.get(copy);
            seen.add(copy);
            packet.rewind();
        }
        from.send(packet, from.localAddresses().get(0).getPort(), LOCAL);
        network.advance(Duration.ofMillis(20));
    }

    private static byte[] packet(int ssrc, int sequence, int number) {
        return RtpPacket.builder()
                .payloadType(PayloadType.PCMU)
                .ssrc(ssrc & 0xFFFF_FFFFL)
                .sequence(sequence & 0xFFFF)
                .timestamp(160L * sequence & 0xFFFF_FFFFL)
                .payload(ByteBuffer.allocate(160).putInt(number).array())
                .build()
                .toBytes();
    }

    /** How many RTP packets have come to a socket. */
    private static int echoes(MediaSocket socket) throws Exception {
        Datagram datagram = new Datagram();
        int count = 0;
        while (socket.receive(datagram, 0)) {
            boolean isControl = (datagram.bytes().get(1) & 0xFF) >= 192;
            count += isControl ? 0 : 1;
        }
        return count;
    }

    private void assertSpoofersHeardNothing() throws Exception {
        Datagram datagram = new Datagram();
        for (MediaSocket spoofer : spoofers) {
            assertFalse(spoofer.receive(datagram, 0), "a byte reached " + spoofer.localAddresses());
        }
    }
}
