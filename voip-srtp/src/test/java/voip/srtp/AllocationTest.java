package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

class AllocationTest {
    private static final int PACKETS = 10_000;
    private static final int PACKET = 172;
    private static final int CONTROL = 40;

    @Test
    void protectingAndUnprotectingAllocateNothing() throws Exception {
        assertEquals(0, Allocation.perRound(PACKETS, exchange(new FakeSuite())));
    }

    @Test
    void refusingAllocatesNothing() throws Exception {
        SrtpSession receiver = SrtpSession.receiver(new FakeSuite(), Fixtures.key(0), SrtpPolicy.standard());
        byte[] array = new byte[PACKET];
        ByteBuffer forged = ByteBuffer.wrap(array);
        assertEquals(0, Allocation.perRound(PACKETS, () -> {
            for (int i = 0; i < PACKETS; i++) {
                forged.clear().limit(i % 20 == 0 ? 15 : PACKET);
                array[0] = (byte) (i % 10 == 0 ? 0 : 0x80);
                BigEndian.putInt32(array, 8, i);
                require(receiver.unprotect(forged) != Verdict.ACCEPTED);
                forged.clear();
                require(receiver.unprotectControl(forged) != Verdict.ACCEPTED);
            }
        }));
    }

    @Test
    void theSuitesOfTheJdkStayWithinTheirBudget() throws Exception {
        // Four times HMAC-SHA1, of which SunJCE's takes 40 bytes each; AES allocates nothing.
        long perRound = Allocation.perRound(PACKETS, exchange(Fixtures.SUITE_80));
        assertTrue(perRound <= 4 * 64, perRound + " bytes for protecting and unprotecting an RTP and an RTCP packet");
    }

    private static Runnable exchange(SrtpCipherSuite suite) throws Exception {
        SrtpSession sender = SrtpSession.sender(suite, Fixtures.key(0), SrtpPolicy.standard());
        SrtpSession receiver = SrtpSession.receiver(suite, Fixtures.key(0), SrtpPolicy.standard());
        byte[] array = new byte[2048];
        ByteBuffer buffer = ByteBuffer.wrap(array);
        int[] sequence = new int[1];
        return () -> {
            for (int i = 0; i < PACKETS; i++) {
                array[0] = (byte) 0x80;
                BigEndian.putInt32(array, 0, 0x8000_0000 | sequence[0]++ & 0xFFFF);
                buffer.clear().limit(PACKET);
                require(sender.protect(buffer) == Verdict.ACCEPTED);
                require(receiver.unprotect(buffer) == Verdict.ACCEPTED);
                buffer.clear().limit(CONTROL);
                require(sender.protectControl(buffer) == Verdict.ACCEPTED);
                require(receiver.unprotectControl(buffer) == Verdict.ACCEPTED);
            }
        };
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError();
        }
    }
}
