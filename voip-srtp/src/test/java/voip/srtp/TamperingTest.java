package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/** Packets of which one bit was changed, each bit in turn; and packets that are cut short, or have more behind them. */
class TamperingTest {
    private static final int SSRC = 0x89AB_CDEF;

    @ParameterizedTest
    @MethodSource("voip.srtp.SuiteNames#all")
    void refusesPacketsWithAnyBitChangedAndThenTakesThemAsTheyWere(String name) throws Exception {
        SrtpCipherSuite suite = Fixtures.suite(name);
        byte[] rtp = RtpPacket.builder()
                .payloadType(96)
                .marker(true)
                .sequence(0x7654)
                .timestamp(0x1234_5678)
                .ssrc(SSRC & 0xFFFF_FFFFL)
                .csrcs(1, 0xFFFF_FFFFL)
                .rawExtension(0xBEDE, new byte[] {0x12, 1, 2, 3, 0, 0, 0, 0})
                .payload("it is what it is".getBytes(StandardCharsets.US_ASCII))
                .padding(8)
                .build()
                .toBytes();
        byte[] rtcp = new byte[32];
        ByteBuffer.wrap(rtcp).putInt(0x81C9_0007).putInt(SSRC).putInt(0x0BAD_CAFE);
        try (SrtpSession sender = SrtpSession.sender(suite, Fixtures.key(suite.spec(), 0), SrtpPolicy.standard());
                SrtpSession receiver =
                        SrtpSession.receiver(suite, Fixtures.key(suite.spec(), 0), SrtpPolicy.standard())) {
            byte[] earlier = Fixtures.protect(sender, Fixtures.rtp(SSRC & 0xFFFF_FFFFL, 0x7653));
            assertTamperProof(receiver, rtp, Fixtures.protect(sender, rtp), SrtpSession::unprotect);
            assertTamperProof(receiver, rtcp, Fixtures.protectControl(sender, rtcp), SrtpSession::unprotectControl);
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, earlier), "nothing moved the window");
        }
    }

    private static void assertTamperProof(
            SrtpSession receiver,
            byte[] plain,
            byte[] secured,
            BiFunction<SrtpSession, ByteBuffer, Verdict> unprotect) {
        for (int bit = 0; bit < 8 * secured.length; bit++) {
            assertRefused(receiver, Fixtures.flipped(secured, bit), unprotect, "bit " + bit);
        }
        for (int length = 0; length < secured.length; length++) {
            assertRefused(receiver, Arrays.copyOf(secured, length), unprotect, length + " bytes");
        }
        for (int more = 1; more < 24; more++) {
            assertRefused(receiver, Arrays.copyOf(secured, secured.length + more), unprotect, more + " bytes more");
        }
        ByteBuffer packet = Fixtures.buffer(secured);
        assertEquals(Verdict.ACCEPTED, unprotect.apply(receiver, packet), "the packet as it was");
        assertEquals(ByteBuffer.wrap(plain), packet);
        assertRefused(receiver, secured, unprotect, "a replay");
    }

    private static void assertRefused(
            SrtpSession receiver, byte[] packet, BiFunction<SrtpSession, ByteBuffer, Verdict> unprotect, String what) {
        ByteBuffer buffer = Fixtures.buffer(packet);
        assertNotEquals(Verdict.ACCEPTED, unprotect.apply(receiver, buffer), what);
        assertFalse(buffer.hasRemaining(), what);
    }
}
