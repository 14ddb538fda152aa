package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/** One direction, from a description that both sides have. */
class SdesTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";
    private static final List<SrtpCipherSuite> SUITES = List.of(Fixtures.SUITE_80, Fixtures.SUITE_32);

    @ParameterizedTest
    @ValueSource(strings = {"AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32"})
    void senderAndReceiverOfOneLineUnderstandEachOther(String suite) throws Exception {
        String line = "1 " + suite + " inline:" + KEY + "|2^31";
        try (SrtpSession sender = Sdes.sender(line, SUITES);
                SrtpSession receiver = Sdes.receiver(line, SUITES)) {
            assertEquals(suite, sender.suite());
            byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, 1));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
            assertEquals(Verdict.NOT_RECEIVING, Fixtures.unprotect(sender, packet));
            assertEquals(Verdict.NOT_SENDING, receiver.protect(Fixtures.buffer(Fixtures.rtp(7, 1))));
        }
    }

    @Test
    void saysWhyALineCannotBeUsed() {
        assertRefused("the a=crypto line is malformed: its key is not base64", "1 X inline:*");
        assertRefused(
                "the a=crypto line is for the suite X, and there is only: AES_CM_128_HMAC_SHA1_80,"
                        + " AES_CM_128_HMAC_SHA1_32",
                "1 X inline:" + KEY);
        assertRefused(
                "the a=crypto line is for the suite of unknown name, and there is only: AES_CM_128_HMAC_SHA1_80,"
                        + " AES_CM_128_HMAC_SHA1_32",
                "1 " + KEY + " inline:" + KEY);
        assertRefused(
                "the a=crypto line cannot be used: AES in f8 mode (RFC 3711 §4.1.2) is not supported",
                "1 F8_128_HMAC_SHA1_80 inline:" + KEY);
        assertRefused(
                "the a=crypto line cannot be used: it has FEC_KEY, and forward error correction is not supported",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " FEC_KEY=inline:AAEC");
        assertRefused(
                "the a=crypto line cannot be used: it has UNENCRYPTED_SRTCP, which takes protection away, and must be"
                        + " allowed by name: allow(SessionParameter.UNENCRYPTED_SRTCP) of a stack, allowing(...) of an SrtpPolicy",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTCP");
    }

    private static void assertRefused(String reason, String line) {
        IllegalArgumentException sending =
                assertThrows(IllegalArgumentException.class, () -> Sdes.sender(line, SUITES));
        assertEquals(reason, sending.getMessage());
        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> Sdes.receiver(line, SUITES))
                        .getMessage());
        assertNull(sending.getCause() == null ? null : sending.getCause().getCause());
    }
}
