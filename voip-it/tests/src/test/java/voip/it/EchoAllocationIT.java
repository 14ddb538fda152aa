package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Encryption;
import voip.api.MediaSocketOptions;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.api.srtp.PacketProtection;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;
import voip.testkit.ThreadCost;

/** From socket to handler and back, the media thread allocates what a bare loop and the primitives do, and nothing besides. */
@Timeout(60)
class EchoAllocationIT {
    /** Bytes a packet: reports of the timers, now and then, and the JVM at work. One object in thirty packets would be more. */
    private static final double NOISE = 0.5;
    /** What a channel makes for an address that is not the one of the packet before (JDK 17 to 25). */
    private static final int ADDRESS = 120;

    /** Of digests, two for protecting and two for unprotecting; here or there, the compiler spares some of it. */
    private static final int CLONES = 2 * 416;

    private static final int SOURCES = 4;
    private static final int ALONE = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {1, SOURCES})
    void plainEchoAllocatesNoMoreThanABareLoop(int sources) throws Exception {
        assertNothingBeside(bare(sources), echo(sources, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SOURCES})
    void neitherDoesSecuredEchoByASuiteThatAllocatesNothing(int sources) throws Exception {
        assertNothingBeside(bare(sources), echo(sources, new FreeSuite()));
    }

    @Test
    void securedEchoAllocatesWhatItsSuiteDoesBesides() throws Exception {
        SrtpCipherSuite suite = CipherSuites.discover().provider("JCE").suite("AES_CM_128_HMAC_SHA1_80");
        assertNothingBeside(bare(SOURCES) + Math.max(alone(suite), CLONES), echo(SOURCES, suite));
    }

    @Test
    void bareLoopAllocatesForAnAddressThatIsNotThePreviousOne() throws Exception {
        assertEquals(0, bare(1), NOISE);
        assertTrue(bare(SOURCES) <= ADDRESS + NOISE);
    }

    private static void assertNothingBeside(double expected, double allocated) {
        assertTrue(allocated < expected + NOISE, () -> allocated + " bytes a packet, without us " + expected);
    }

    private static double bare(int sources) throws Exception {
        EchoMeter meter = new EchoMeter();
        try (BareEcho echo = new BareEcho(meter);
                EchoClients clients = new EchoClients(sources, echo.address())) {
            return meter.allocatedPerPacket(clients);
        }
    }

    private static double echo(int sources, SrtpCipherSuite suite) throws Exception {
        EchoMeter meter = new EchoMeter();
        Encryption encryption = suite == null ? Encryption.NONE : Encryption.REQUIRED;
        try (VoipStack stack = Stacks.started(Stacks.builder()
                        .rtcpMuxOnly()
                        .socketOptions(new MediaSocketOptions(-1, 1 << 20, 0))
                        .encryption(encryption));
                EchoClients clients = new EchoClients(sources, stack.localAddress())) {
            for (int i = 0; i < sources; i++) {
                PacketProtection protection =
                        suite == null ? null : SrtpSession.open(suite, key(0), key(i + 1), policy());
                clients.protect(i, suite == null ? null : SrtpSession.sender(suite, key(i + 1), policy()));
                InetSocketAddress remote = clients.address(i);
                stack.call(
                        remote,
                        call -> packet -> {
                            meter.packet();
                            call.send(packet);
                        },
                        protection);
            }
            return meter.allocatedPerPacket(clients);
        }
    }

    /** What unprotecting and protecting a packet allocates. */
    private static double alone(SrtpCipherSuite suite) throws Exception {
        SrtpSession peer = SrtpSession.sender(suite, key(1), policy());
        SrtpSession session = SrtpSession.open(suite, key(0), key(1), policy());
        ByteBuffer[] packets = new ByteBuffer[3 * ALONE];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = EchoClients.packet(0, i);
            assertEquals(Verdict.ACCEPTED, peer.protect(packets[i]));
        }
        int[] next = {0};
        Supplier<ByteBuffer> received = () -> packets[next[0]++];
        return ThreadCost.allocatedPerRound(ALONE, () -> {
            for (int i = 0; i < ALONE; i++) {
                ByteBuffer packet = received.get();
                if (session.unprotect(packet) != Verdict.ACCEPTED || session.protect(packet) != Verdict.ACCEPTED) {
                    throw new AssertionError("refused");
                }
            }
        });
    }

    private static MasterKey key(int number) {
        byte[] key = new byte[16];
        Arrays.fill(key, (byte) number);
        return new MasterKey(key, new byte[14]);
    }

    private static SrtpPolicy policy() {
        return SrtpPolicy.standard();
    }
}
