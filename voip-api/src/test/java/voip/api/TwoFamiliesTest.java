package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stack on a network interface that has IPv4 and IPv6: what it tells to peers of either. */
@Timeout(20)
class TwoFamiliesTest {
    private final FakeStack parts = new FakeStack();
    private VoipStack stack;

    @BeforeEach
    void start() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
        assumeTrue(InterfaceAddresses.of(loopback.getName()).size() == 2, "no IPv6 loopback on this machine");
        parts.bind = new InetSocketAddress(5004);
        parts.networkInterface = loopback.getName();
        stack = parts.build();
        stack.start();
    }

    @AfterEach
    void close() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void answersNameTheAddressOfThePeersFamilyAndTheSamePorts() {
        Call ipv4 = stack.answer(FakeStack.offer(7000), "alice", FakeStack.IGNORING);
        Call ipv6 = stack.answer(
                MediaDescription.parse("m=audio 7000 RTP/AVP 0\nc=IN IP6 ::1\n"), "bob", FakeStack.IGNORING);
        assertEquals(Optional.of("127.0.0.1"), ipv4.media().address());
        assertEquals(InetAddress.getLoopbackAddress().getClass(), address(ipv4).getClass());
        assertTrue(address(ipv6).isLoopbackAddress() && ipv6.media().toSdp().contains("IN IP6"));
        for (Call call : stack.calls()) {
            assertEquals(5004, call.media().port());
            assertEquals(OptionalInt.empty(), call.media().rtcpPort(), "RTCP is where peers guess it");
        }
    }

    private static InetAddress address(Call call) {
        try {
            return InetAddress.getByName(call.media().address().orElseThrow());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void offersNameTheAddressTowardsThePeerOrElseIpv4() throws IOException {
        InetAddress ipv6 = InetAddress.getByName("2001:db8::7");
        assertTrue(stack.offer("bob", ipv6, FakeStack.IGNORING).media().toSdp().contains("IN IP6"));
        assertEquals(
                Optional.of("127.0.0.1"),
                stack.offer("bob", InetAddress.getByName("192.0.2.7"), FakeStack.IGNORING)
                        .media()
                        .address());
        assertEquals(
                Optional.of("127.0.0.1"),
                stack.offer("bob", FakeStack.IGNORING).media().address());
        assertEquals(new InetSocketAddress("127.0.0.1", 5004), stack.localAddress());
        assertEquals(stack.localAddress(), stack.publicAddress().join());
    }

    @Test
    void aFamilyThatIsNotBoundIsRefused() throws IOException {
        FakeStack ipv4 = new FakeStack();
        try (VoipStack only = ipv4.build()) {
            only.start();
            MediaDescription offer = MediaDescription.parse("m=audio 7000 RTP/AVP 0\nc=IN IP6 ::1\n");
            assertThrows(OfferRefusedException.class, () -> only.answer(offer, "bob", FakeStack.IGNORING));
        }
    }
}
