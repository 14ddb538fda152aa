package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

/**
 * Packets of a million sources with the right identifier of a key and a wrong tag, for a receiver of which everything is
 * asked: several keys, encrypted header extensions, roll-over trials, keys that change.
 */
class ForgedSourcesTest {
    private static final byte[] MKI = {1, 2, 3, 4};
    private static final int MOST_GROWTH = 1 << 20;

    @Test
    void leaveNothingBehindInCounterMode() throws Exception {
        leaveNothingBehind("AES_CM_128_HMAC_SHA1_80", 1_000_000);
    }

    @Test
    void leaveNothingBehindWithAeadSuites() throws Exception {
        leaveNothingBehind("AEAD_AES_128_GCM", 100_000);
    }

    @Test
    @Tag("slow")
    void leaveNothingBehindWithAeadSuitesEither() throws Exception {
        leaveNothingBehind("AEAD_AES_256_GCM", 1_000_000);
    }

    private static void leaveNothingBehind(String name, int sources) throws Exception {
        SrtpCipherSuite suite = Setup.suite(name);
        SrtpParameters parameters = SrtpParameters.standard().withKeyDerivationRate(1 << 10);
        MasterKeys keys =
                MasterKeys.of(new byte[] {4, 3, 2, 1}, key(suite, 1), 1 << 20).and(MKI, key(suite, 2), 1 << 20);
        SrtpPolicy policy = SrtpPolicy.standard().withRolloverTrials(1);
        ReceiveContext receiver = ReceiveContext.open(suite, keys, parameters, policy);
        ExtensionSet encrypted = ExtensionSet.of(Set.of(1, 2, 3));
        byte[] packet = forged(RtpPacket.builder()
                .sequence(1)
                .extension(1, new byte[] {1, 2, 3})
                .payload(new byte[20])
                .build()
                .toBytes());
        System.arraycopy(MKI, 0, packet, receiver.layout.mkiAt(packet.length - receiver.layout.added(1)), MKI.length);
        byte[] control = forged(Fixtures.rtcp(0));
        Layout layout = receiver.layout;
        int end = control.length - layout.controlAdded();
        BigEndian.putInt32(control, layout.controlWordAt(end), 0x8000_0001);
        System.arraycopy(MKI, 0, control, layout.controlMkiAt(end), MKI.length);
        long before = 0;
        for (int i = -sources / 10; i < sources; i++) {
            if (i == 0) { // whatever is made once is made now
                before = heap();
            }
            BigEndian.putInt32(packet, 8, i);
            BigEndian.putInt32(control, 4, i);
            ByteBuffer rtp = ByteBuffer.wrap(packet);
            assertEquals(Verdict.UNAUTHENTIC, receiver.handle(false, rtp, rtp, event -> {}, encrypted));
            ByteBuffer rtcp = ByteBuffer.wrap(control);
            assertEquals(Verdict.UNAUTHENTIC, receiver.handle(true, rtcp, rtcp, event -> {}, encrypted));
        }
        long growth = heap() - before;
        assertTrue(growth < MOST_GROWTH, "the heap grew by " + growth + " bytes");
        assertEquals(0, receiver.sources.size());
        assertEquals(0, receiver.controlSources.size());
        receiver.close();
    }

    /** With noise where tag, code, identifier and word go. */
    private static byte[] forged(byte[] packet) {
        byte[] noise = new byte[40];
        new Random(packet.length).nextBytes(noise);
        byte[] forged = Arrays.copyOf(packet, packet.length + noise.length);
        System.arraycopy(noise, 0, forged, packet.length, noise.length);
        return forged;
    }

    private static MasterKey key(SrtpCipherSuite suite, int first) {
        byte[] key = new byte[suite.spec().keyLength()];
        key[0] = (byte) first;
        return new MasterKey(key, new byte[suite.spec().saltLength()]);
    }

    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
