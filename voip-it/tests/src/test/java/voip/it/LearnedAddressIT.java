package voip.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import voip.api.Call;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/** A secured call that is told no address takes it from what authenticates, and from nothing else. */
class LearnedAddressIT {
    private static final int FORGERS = 20;
    private static final int FORGERIES = 1_000;
    private static final int SSRC = 0x1234_5678;

    private final Random random = new Random(20);
    private final byte[] ourKey = bytes(30);
    private final byte[] peerKey = bytes(30);
    private final List<DatagramChannel> forgers = new ArrayList<>();
    private VoipStack stack;
    private Call call;
    private SrtpSession peer;
    private DatagramChannel media;
    private DatagramChannel control;
    private long sent;
    private int sequence = 65_530; // the roll-over comes on the way

    @BeforeEach
    void open() throws Exception {
        SrtpCipherSuite suite = CipherSuites.discover().suite(StreamKey.TAG_80);
        peer = SrtpSession.open(suite, masterKey(peerKey), masterKey(ourKey), SrtpPolicy.standard());
        stack = Stacks.started(Stacks.builder());
        call = stack.call(
                null,
                made -> made::send,
                SrtpSession.open(suite, masterKey(ourKey), masterKey(peerKey), SrtpPolicy.standard()));
        media = channel();
        control = channel();
        for (int i = 0; i < FORGERS; i++) {
            forgers.add(channel());
        }
    }

    @AfterEach
    void close() throws IOException {
        stack.close();
        peer.close();
        media.close();
        control.close();
        for (DatagramChannel forger : forgers) {
            forger.close();
        }
    }

    @Test
    void firstAuthenticSourceIsThePeerAndForgersAreNothing() throws Exception {
        forge();
        assertEquals(Optional.empty(), call.remoteAddress());
        assertEquals(Verdict.NO_DESTINATION, call.send(Stacks.packet(0, (byte) 1)));

        byte[] first = protectedPacket(SSRC, (byte) 1);
        send(media, stack.localAddress(), first);
        Stacks.await("the peer's address", () -> call.remoteAddress().isPresent());
        assertEquals(Optional.of(media.getLocalAddress()), call.remoteAddress());
        assertEcho((byte) 1);

        forge();
        send(forgers.get(0), stack.localAddress(), first); // a copy of what the peer sent
        awaitReceived();
        for (byte n = 2; n < 30; n++) {
            send(media, stack.localAddress(), protectedPacket(SSRC, n));
            assertEcho(n);
        }
        assertEquals(Optional.of(media.getLocalAddress()), call.remoteAddress());
        assertForgersHeardNothing();
        assertEquals(29, call.statistics().packetsReceived());
        assertEquals(0, call.statistics().packetsLost());
        assertEquals(List.of(call), stack.calls());
    }

    @Test
    void reportsHaveAnAddressOfTheirOwn() throws Exception {
        forge();
        InetSocketAddress reports = Stacks.loopback(stack.localAddress().getPort() + 1);
        send(control, reports, protectedReport());
        Stacks.await("the report", () -> call.statistics().controlReceived() == 1);
        assertEquals(Optional.empty(), call.remoteAddress(), "a report does not tell where media goes");

        send(media, stack.localAddress(), protectedPacket(SSRC, (byte) 1));
        assertEcho((byte) 1);
        assertEquals(Optional.of(media.getLocalAddress()), call.remoteAddress());
        forge();
        call.close();
        byte[] goodbye = receive(control);
        ByteBuffer compound = ByteBuffer.wrap(goodbye);
        assertEquals(Verdict.ACCEPTED, peer.unprotectControl(compound));
        assertEquals((int) call.ssrc(), compound.getInt(compound.position() + 4));
        assertForgersHeardNothing();
        assertNull(tryReceive(media), "a report went to the media port");
    }

    @Test
    void forgersUseUpNoPlaceThatThePeersSourcesNeed() throws Exception {
        forge();
        for (int source = 0; source < 10; source++) { // as a peer that restarts
            send(media, stack.localAddress(), protectedPacket(SSRC + source, (byte) source));
            assertEcho((byte) source);
        }
        forge();
        send(media, stack.localAddress(), protectedPacket(SSRC, (byte) 99));
        assertEcho((byte) 99);
        assertTrue(
                stack.verdicts().keySet().stream()
                        .noneMatch(verdict -> verdict == Verdict.TOO_MANY_SOURCES || verdict == Verdict.FAILED),
                stack.verdicts().toString());
    }

    /** What is well formed as RTP or RTCP, of a thousand SSRCs, from addresses that are not the peer's. */
    private void forge() throws Exception {
        InetSocketAddress reports = Stacks.loopback(stack.localAddress().getPort() + 1);
        long accepted = accepted();
        for (int i = 0; i < FORGERIES; i++) {
            byte[] forgery = bytes(182);
            forgery[0] = (byte) 0x80;
            boolean isControl = i % 4 == 3;
            forgery[1] = (byte) (isControl ? 200 : 0);
            send(forgers.get(i % FORGERS), isControl ? reports : stack.localAddress(), forgery);
            if (i % 50 == 49) {
                awaitReceived(); // more at once would only measure the kernel's receive buffer
            }
        }
        assertEquals(accepted, accepted());
    }

    private long accepted() {
        return stack.verdicts().getOrDefault(Verdict.ACCEPTED, 0L);
    }

    private void awaitReceived() throws InterruptedException {
        Stacks.await(
                "a verdict on each datagram",
                () -> stack.verdicts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        == sent);
    }

    private void send(DatagramChannel from, InetSocketAddress to, byte[] datagram) throws IOException {
        from.send(ByteBuffer.wrap(datagram), to);
        sent++;
    }

    private byte[] protectedPacket(int ssrc, byte payload) {
        byte[] bytes = RtpPacket.builder()
                .payloadType(PayloadType.PCMU)
                .ssrc(ssrc & 0xFFFF_FFFFL)
                .sequence(sequence++ & 0xFFFF)
                .timestamp(160L * sequence)
                .payload(new byte[] {payload})
                .build()
                .toBytes();
        ByteBuffer packet = ByteBuffer.allocate(2048).put(bytes).flip();
        assertEquals(Verdict.ACCEPTED, peer.protect(packet));
        return remaining(packet);
    }

    /** An empty receiver report and a CNAME (RFC 3550 §6.4.2, §6.5). */
    private byte[] protectedReport() {
        ByteBuffer packet = ByteBuffer.allocate(2048);
        packet.putInt(0x80C9_0001).putInt(SSRC);
        packet.putInt(0x81CA_0002).putInt(SSRC).putInt(0x0101_6100).flip();
        assertEquals(Verdict.ACCEPTED, peer.protectControl(packet));
        return remaining(packet);
    }

    private void assertEcho(byte payload) throws Exception {
        ByteBuffer packet = ByteBuffer.wrap(receive(media));
        assertEquals(Verdict.ACCEPTED, peer.unprotect(packet));
        RtpPacket echo = RtpPacket.parse(remaining(packet));
        assertEquals(call.ssrc(), echo.ssrc());
        byte[] bytes = new byte[echo.payloadLength()];
        echo.payload().get(bytes);
        assertArrayEquals(new byte[] {payload}, bytes);
    }

    private void assertForgersHeardNothing() throws IOException {
        for (DatagramChannel forger : forgers) {
            assertNull(tryReceive(forger), "a forger got a reply");
        }
    }

    private static byte[] receive(DatagramChannel channel) throws Exception {
        List<byte[]> received = new ArrayList<>();
        Stacks.await("a datagram", () -> {
            try {
                byte[] datagram = tryReceive(channel);
                return datagram != null && received.add(datagram);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return received.get(0);
    }

    private static byte[] tryReceive(DatagramChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        return channel.receive(buffer) == null ? null : remaining(buffer.flip());
    }

    private static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static DatagramChannel channel() throws IOException {
        DatagramChannel channel = DatagramChannel.open().bind(Stacks.loopback(0));
        channel.configureBlocking(false);
        return channel;
    }

    private static MasterKey masterKey(byte[] keyAndSalt) {
        return new MasterKey(Arrays.copyOf(keyAndSalt, 16), Arrays.copyOfRange(keyAndSalt, 16, 30));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
