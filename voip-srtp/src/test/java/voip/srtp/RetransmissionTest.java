package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/** Packets that are protected again as they were, where that is allowed. */
class RetransmissionTest {
    private static final SrtpPolicy ALLOWED =
            SrtpPolicy.standard().withReplayWindow(64).withRetransmission();

    @ParameterizedTest
    @MethodSource("voip.srtp.MasterKeysTest#suites")
    void givesTheSameBytesAgain(SrtpCipherSuite suite) throws Exception {
        try (SrtpSession sender = SrtpSession.sender(suite, MasterKeysTest.key(suite, 1), ALLOWED)) {
            List<byte[]> packets = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                packets.add(Fixtures.protect(sender, Fixtures.rtp(7, 65_400 + i & 0xFFFF)));
                for (int back : new int[] {0, 1, 40, 63}) {
                    if (back <= i) {
                        byte[] again = Fixtures.protect(sender, Fixtures.rtp(7, 65_400 + i - back & 0xFFFF));
                        assertArrayEquals(packets.get(i - back), again);
                    }
                }
                if (i >= 64) {
                    ByteBuffer old = Fixtures.buffer(Fixtures.rtp(7, 65_400 + i - 64 & 0xFFFF));
                    assertEquals(Verdict.TOO_OLD, sender.protect(old));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("voip.srtp.MasterKeysTest#suites")
    void refusesAndErasesWhatIsNotTheSame(SrtpCipherSuite suite) throws Exception {
        try (SrtpSession sender = SrtpSession.sender(suite, MasterKeysTest.key(suite, 1), ALLOWED)) {
            byte[] plain = Fixtures.rtp(7, 1);
            byte[] packet = Fixtures.protect(sender, plain);
            for (int bit : new int[] {9, 40, 100, 8 * plain.length - 1}) { // marker, timestamp, payload
                ByteBuffer other = Fixtures.buffer(Fixtures.flipped(plain, bit));
                int start = other.arrayOffset();
                assertEquals(Verdict.INDEX_REUSED, sender.protect(other));
                assertEquals(0, other.remaining());
                byte[] left = new byte[plain.length];
                System.arraycopy(other.array(), start, left, 0, left.length);
                assertArrayEquals(new byte[plain.length], left, "two packets under one keystream tell both");
            }
            assertArrayEquals(packet, Fixtures.protect(sender, plain));
        }
    }

    @ParameterizedTest
    @MethodSource("voip.srtp.MasterKeysTest#suites")
    void isRefusedWhereItIsNotAllowed(SrtpCipherSuite suite) throws Exception {
        try (SrtpSession sender = SrtpSession.sender(suite, MasterKeysTest.key(suite, 1), SrtpPolicy.standard())) {
            Fixtures.protect(sender, Fixtures.rtp(7, 1));
            assertEquals(Verdict.INDEX_REUSED, sender.protect(Fixtures.buffer(Fixtures.rtp(7, 1))));
        }
    }
}
