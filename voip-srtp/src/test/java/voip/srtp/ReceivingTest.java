package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import voip.api.Verdict;
import voip.api.srtp.KeyedHash;
import voip.api.srtp.SessionParameter;

class ReceivingTest {
    private static final int TAG = 10;

    private final Random random = new Random(3711);

    @Test
    void keepsRolloverCounterWhenPacketIsForged() throws Exception {
        SrtpSession sender = Fixtures.sender();
        ReceiveContext receiver = receiver(SrtpPolicy.standard());
        assertEquals(Verdict.ACCEPTED, receive(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 65530))));
        byte[] forged = Arrays.copyOf(Fixtures.rtp(7, 3), 172 + TAG);
        for (int i = 0; i < 10; i++) {
            forged[3] = (byte) i;
            assertEquals(Verdict.UNAUTHENTIC, receive(receiver, forged.clone()));
        }
        assertEquals(65530, receiver.sources.find(7).highest());
        assertEquals(Verdict.ACCEPTED, receive(receiver, Fixtures.protect(sender, Fixtures.rtp(7, 65531))));
    }

    @Test
    void forgedSourcesLeaveNoState() throws Exception {
        ReceiveContext receiver = receiver(SrtpPolicy.standard());
        byte[] packet = Arrays.copyOf(Fixtures.rtp(0, 1), 172 + TAG);
        byte[] control = Arrays.copyOf(Fixtures.rtcp(0), 8 + 4 + TAG);
        ByteBuffer rtp = ByteBuffer.wrap(packet);
        ByteBuffer rtcp = ByteBuffer.wrap(control);
        for (int ssrc = 0; ssrc < 1_000_000; ssrc++) {
            BigEndian.putInt32(packet, 8, ssrc);
            BigEndian.putInt32(control, 4, ssrc);
            assertEquals(Verdict.UNAUTHENTIC, Contexts.packet(receiver, rtp));
            assertEquals(Verdict.UNAUTHENTIC, Contexts.control(receiver, rtcp));
        }
        assertEquals(0, receiver.sources.size());
        assertEquals(0, receiver.controlSources.size());
    }

    @Test
    void refusesReplay() {
        SrtpSession sender = Fixtures.sender();
        SrtpSession receiver = Fixtures.receiver();
        byte[] first = Fixtures.protect(sender, Fixtures.rtp(7, 1));
        byte[] second = Fixtures.protect(sender, Fixtures.rtp(7, 2));
        byte[] control = Fixtures.protectControl(sender, Fixtures.rtcp(7));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, second));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, first));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, control));
        for (int i = 0; i < 3; i++) {
            assertEquals(Verdict.REPLAYED, Fixtures.unprotect(receiver, first));
            assertEquals(Verdict.REPLAYED, Fixtures.unprotect(receiver, second));
            assertEquals(Verdict.REPLAYED, Fixtures.unprotectControl(receiver, control));
        }
    }

    /** It may be another call's, whose peer chose the same source; only the key tells. */
    @Test
    void callsNothingAReplayThatHasAWrongTag() {
        SrtpSession sender = Fixtures.sender();
        SrtpSession receiver = Fixtures.receiver();
        byte[] old = Fixtures.protect(sender, Fixtures.rtp(7, 1));
        byte[] newest = Fixtures.protect(sender, Fixtures.rtp(7, 5000));
        byte[] control = Fixtures.protectControl(sender, Fixtures.rtcp(7));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, newest));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, control));
        assertEquals(Verdict.TOO_OLD, Fixtures.unprotect(receiver, old));
        for (byte[] packet : new byte[][] {old, newest, control}) {
            packet[packet.length - 1] ^= 1;
        }
        assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, old));
        assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, newest));
        assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotectControl(receiver, control));
    }

    @Test
    void refusesWhatLiesBehindTheWindow() {
        SrtpSession sender = Fixtures.sender();
        SrtpSession receiver = Fixtures.receiver(SrtpPolicy.standard().withReplayWindow(64));
        byte[][] packets = new byte[66][];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = Fixtures.protect(sender, Fixtures.rtp(7, 1000 + i));
        }
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packets[65]));
        assertEquals(Verdict.TOO_OLD, Fixtures.unprotect(receiver, packets[1]));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packets[2]));
    }

    @Test
    void refusesEverySingleFlippedBit() {
        SrtpSession sender = Fixtures.sender();
        SrtpSession receiver = Fixtures.receiver();
        byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, 1000));
        for (int bit = 0; bit < 8 * packet.length; bit++) {
            ByteBuffer flipped = Fixtures.buffer(Fixtures.flipped(packet, bit));
            assertNotEquals(Verdict.ACCEPTED, receiver.unprotect(flipped), "bit " + bit);
            assertEquals(0, flipped.remaining());
        }
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
        for (int bit = 0; bit < 8 * packet.length; bit++) {
            byte[] flipped = Fixtures.flipped(packet, bit);
            assertNotEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, flipped), "known source, bit " + bit);
        }
    }

    @Test
    void refusesEverySingleFlippedBitOfAControlPacket() {
        SrtpSession receiver = Fixtures.receiver();
        byte[] packet = Fixtures.protectControl(Fixtures.sender(), Fixtures.rtcp(7));
        for (int bit = 0; bit < 8 * packet.length; bit++) {
            assertNotEquals(
                    Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, Fixtures.flipped(packet, bit)), "bit " + bit);
        }
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, packet));
    }

    @Test
    void refusesPacketShorterThanItsTag() {
        SrtpSession sender = Fixtures.sender();
        SrtpSession receiver = Fixtures.receiver();
        byte[] packet = Fixtures.protect(sender, Arrays.copyOf(Fixtures.rtp(7, 1), 12));
        byte[] control = Fixtures.protectControl(sender, Fixtures.rtcp(7));
        for (int length = 0; length < packet.length; length++) {
            assertEquals(Verdict.MALFORMED, Fixtures.unprotect(receiver, Arrays.copyOf(packet, length)));
        }
        for (int length = 0; length < control.length; length++) {
            assertEquals(Verdict.MALFORMED, Fixtures.unprotectControl(receiver, Arrays.copyOf(control, length)));
        }
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, control));
    }

    @Test
    void keepsTheRolloverCountersOfInterleavedSourcesApart() {
        SrtpSession sender = Fixtures.sender();
        SrtpSession receiver = Fixtures.receiver();
        for (int i = 0; i < 200; i++) {
            for (int ssrc = 1; ssrc <= 2; ssrc++) {
                byte[] packet = Fixtures.rtp(ssrc, (ssrc == 1 ? 65500 : 20) + i & 0xFFFF);
                ByteBuffer buffer = Fixtures.buffer(Fixtures.protect(sender, packet));
                assertEquals(Verdict.ACCEPTED, receiver.unprotect(buffer));
                assertArrayEquals(packet, Fixtures.bytes(buffer));
            }
        }
    }

    @Test
    void remembersABoundedNumberOfSources() {
        SrtpSession sender = Fixtures.sender(SrtpPolicy.standard().withMaxSources(1000));
        SrtpSession receiver = Fixtures.receiver(SrtpPolicy.standard().withMaxSources(3));
        for (int ssrc = 0; ssrc < 3; ssrc++) {
            assertEquals(
                    Verdict.ACCEPTED, Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(ssrc, 1))));
            assertEquals(
                    Verdict.ACCEPTED,
                    Fixtures.unprotectControl(receiver, Fixtures.protectControl(sender, Fixtures.rtcp(ssrc))));
        }
        assertEquals(
                Verdict.TOO_MANY_SOURCES, Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(900, 1))));
        assertEquals(
                Verdict.TOO_MANY_SOURCES,
                Fixtures.unprotectControl(receiver, Fixtures.protectControl(sender, Fixtures.rtcp(900))));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, Fixtures.protect(sender, Fixtures.rtp(2, 2))));
    }

    @Test
    void stopsAtTheEndOfTheIndexSpace() throws Exception {
        ReceiveContext receiver = receiver(SrtpPolicy.standard());
        receiver.sources.add(7, Contexts.source((1L << 48) - 1));
        assertEquals(Verdict.KEY_EXHAUSTED, receive(receiver, Arrays.copyOf(Fixtures.rtp(7, 0), 172 + TAG)));
    }

    @Test
    void survivesRandomBytes() {
        SrtpSession receiver = Fixtures.receiver();
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = new byte[random.nextInt(200)];
            random.nextBytes(packet);
            if (packet.length > 0 && random.nextBoolean()) {
                packet[0] = (byte) (0x80 | packet[0] & 0x1F);
            }
            assertNotEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
            assertNotEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, packet));
        }
    }

    @Test
    void acceptsAnAuthenticControlPacketThatIsNotEncryptedOnlyIfThePolicyAllowsIt() throws Exception {
        // RFC 3711 §3.4: the E flag, which the tag covers, says so. The tag is that of an independent HMAC.
        byte[] authKey = new byte[20];
        Fixtures.SUITE_80.derive(Fixtures.key(0), 4, 0, authKey);
        byte[] packet = Arrays.copyOf(Fixtures.rtcp(7), 8 + 4 + TAG);
        packet[11] = 5;
        try (KeyedHash hmac = Fixtures.MODULE.keyedHash("HmacSHA1", authKey)) {
            System.arraycopy(hmac.hash(packet, 0, 12), 0, packet, 12, TAG);
        }
        ByteBuffer buffer = Fixtures.buffer(packet);
        SrtpPolicy allows = SrtpPolicy.standard().allowing(Set.of(SessionParameter.UNENCRYPTED_SRTCP));
        SrtpSession strict = Fixtures.receiver();
        for (int i = 0; i < 2; i++) { // it is not taken for received
            assertEquals(Verdict.UNENCRYPTED, Fixtures.unprotectControl(strict, packet));
        }
        assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotectControl(strict, Fixtures.flipped(packet, 70)));
        assertEquals(Verdict.ACCEPTED, Fixtures.receiver(allows).unprotectControl(buffer));
        assertArrayEquals(Fixtures.rtcp(7), Fixtures.bytes(buffer));
    }

    private static ReceiveContext receiver(SrtpPolicy policy) throws Exception {
        return Contexts.receiving(Fixtures.SUITE_80, policy);
    }

    private static Verdict receive(ReceiveContext receiver, byte[] packet) throws Exception {
        return Contexts.packet(receiver, Fixtures.buffer(packet));
    }
}
