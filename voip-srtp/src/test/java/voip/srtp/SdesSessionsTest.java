package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.KeyNegotiation.Agreed;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;

/** What an {@code a=crypto} line says is what happens to packets: identifiers, lifetimes, KDR, and what is left away. */
class SdesSessionsTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";
    private static final String OTHER_KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String LINE = "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY;
    private static final String TWO_KEYS = LINE + "|3|1:4;inline:" + OTHER_KEY + "|2:4";
    private static final List<SrtpCipherSuite> SUITES = List.of(Fixtures.SUITE_80);
    private static final SrtpPolicy ALL_ALLOWED = SrtpPolicy.standard().allowing(EnumSet.allOf(SessionParameter.class));
    private static final int TAG = 10;

    /** Whose cryptography is used is nobody's guess. */
    @Test
    void twoSuitesThatALineNamesAreAnAmbiguity() {
        List<SrtpCipherSuite> both = List.of(Fixtures.SUITE_80, Fixtures.SUITE_80);
        String message = assertThrows(IllegalArgumentException.class, () -> Sdes.sender(LINE, both))
                .getMessage();
        assertEquals(
                "the a=crypto line is for a suite that was given 2 times: AES_CM_128_HMAC_SHA1_80 (JCE) and"
                        + " AES_CM_128_HMAC_SHA1_80 (JCE); give one of them",
                message);
        assertThrows(IllegalArgumentException.class, () -> Sdes.receiver(LINE, both));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|1:1",
                "|2^20|1066:4",
                "|1:128",
                "|1:4;inline:" + OTHER_KEY + "|2:4",
                " KDR=1",
                " KDR=24 WSH=128",
                "|9:2 KDR=3 UNENCRYPTED_SRTCP",
                " UNENCRYPTED_SRTP",
                " UNAUTHENTICATED_SRTP",
                " UNENCRYPTED_SRTP UNENCRYPTED_SRTCP UNAUTHENTICATED_SRTP"
            })
    void senderReceiverAndAnswererOfALineUnderstandEachOther(String said) throws Exception {
        String line = LINE + said;
        KeyNegotiation answering = Sdes.negotiation(SUITES, Fixtures.MODULE.random(), ALL_ALLOWED);
        Agreed agreed = answering.answer(List.of(line), null, false);
        try (SrtpSession sender = Sdes.sender(line, SUITES, ALL_ALLOWED);
                SrtpSession receiver = Sdes.receiver(line, SUITES, ALL_ALLOWED);
                SrtpSession answerer = (SrtpSession) agreed.protection();
                SrtpSession offerer = Sdes.receiver(agreed.ours(), SUITES, ALL_ALLOWED)) {
            for (int sequence = 1; sequence < 20; sequence++) {
                assertCarries(sender, List.of(receiver, answerer), sequence);
                assertCarries(answerer, List.of(offerer), sequence);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AEAD_AES_128_GCM",
                "AEAD_AES_256_GCM",
                "AES_256_CM_HMAC_SHA1_80",
                "AES_256_CM_HMAC_SHA1_32",
                "AES_192_CM_HMAC_SHA1_80",
                "AES_192_CM_HMAC_SHA1_32"
            })
    void linesOfEverySuiteHaveKeysOfItsOwnLength(String name) throws Exception {
        SrtpCipherSuite suite = CipherSuites.discover().provider("JCE").suite(name);
        byte[] first = new byte[suite.spec().keyLength() + suite.spec().saltLength()];
        byte[] second = first.clone();
        second[0] = 1;
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        String line = "1 " + name + " inline:" + base64.encodeToString(first) + "|3|1:4;inline:"
                + base64.encodeToString(second) + "|2:4 KDR=3 UNENCRYPTED_SRTCP";
        try (SrtpSession sender = Sdes.sender(line, List.of(suite), ALL_ALLOWED);
                SrtpSession receiver = Sdes.receiver(line, List.of(suite), ALL_ALLOWED)) {
            for (int sequence = 1; sequence < 20; sequence++) {
                assertCarries(sender, List.of(receiver), sequence);
            }
        }
    }

    private static void assertCarries(SrtpSession from, List<SrtpSession> to, int sequence) {
        byte[] packet = Fixtures.protect(from, Fixtures.rtp(7, sequence));
        byte[] report = Fixtures.protectControl(from, Fixtures.rtcp(7));
        for (SrtpSession each : to) {
            ByteBuffer received = Fixtures.buffer(packet);
            assertEquals(Verdict.ACCEPTED, each.unprotect(received));
            assertArrayEquals(Fixtures.rtp(7, sequence), Fixtures.bytes(received));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(each, report));
        }
    }

    @Test
    void packetsCarryTheIdentifierOfTheirKey() throws Exception {
        try (SrtpSession sender = Sdes.sender(LINE + "|1066:4", SUITES)) {
            byte[] plain = Fixtures.rtp(7, 1);
            byte[] packet = Fixtures.protect(sender, plain);
            assertEquals(plain.length + 4 + TAG, packet.length);
            assertArrayEquals(
                    new byte[] {0, 0, 4, 42},
                    Arrays.copyOfRange(packet, plain.length, plain.length + 4),
                    "RFC 3711 §3.1");
        }
    }

    @Test
    void eachKeyOfALineIsHeard() throws Exception {
        String second = "1 AES_CM_128_HMAC_SHA1_80 inline:" + OTHER_KEY + "|2:4";
        String stranger = "1 AES_CM_128_HMAC_SHA1_80 inline:" + OTHER_KEY + "|3:4";
        try (SrtpSession one = Sdes.sender(LINE + "|1:4", SUITES);
                SrtpSession other = Sdes.sender(second, SUITES);
                SrtpSession unknown = Sdes.sender(stranger, SUITES);
                SrtpSession receiver = Sdes.receiver(TWO_KEYS, SUITES)) {
            assertCarries(one, List.of(receiver), 1);
            byte[] packet = Fixtures.protect(other, Fixtures.rtp(8, 1));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
            assertFalse(
                    Fixtures.unprotect(receiver, Fixtures.protect(unknown, Fixtures.rtp(9, 1))) == Verdict.ACCEPTED,
                    "an identifier of no key");
        }
    }

    @Test
    void aSenderGoesOnToTheNextKeyWhenOneIsUsedUp() throws Exception {
        try (SrtpSession sender = Sdes.sender(TWO_KEYS, SUITES);
                SrtpSession receiver = Sdes.receiver(TWO_KEYS, SUITES)) {
            for (int sequence = 1; sequence < 9; sequence++) {
                assertCarries(sender, List.of(receiver), sequence);
            }
        }
    }

    @Test
    void whoDoesNotDeriveKeysAnewHearsTheFirstPacketsOnly() throws Exception {
        try (SrtpSession sender = Sdes.sender(LINE + " KDR=2", SUITES);
                SrtpSession other = Sdes.receiver(LINE, SUITES)) {
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(other, Fixtures.protect(sender, Fixtures.rtp(7, 3))));
            assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(other, Fixtures.protect(sender, Fixtures.rtp(7, 4))));
        }
    }

    @Test
    void whatIsNotEncryptedCanBeRead() throws Exception {
        byte[] plain = Fixtures.rtp(7, 1);
        try (SrtpSession sender = Sdes.sender(LINE + " UNENCRYPTED_SRTP", SUITES, ALL_ALLOWED)) {
            byte[] packet = Fixtures.protect(sender, plain);
            assertEquals(plain.length + TAG, packet.length);
            assertArrayEquals(plain, Arrays.copyOf(packet, plain.length));
        }
        try (SrtpSession sender = Sdes.sender(LINE + " UNENCRYPTED_SRTCP", SUITES, ALL_ALLOWED)) {
            byte[] report = Fixtures.protectControl(sender, Fixtures.rtcp(7));
            assertTrue(report[8] >= 0, "the E flag is 0 (RFC 3711 §3.4)");
            assertFalse(Arrays.equals(plain, Arrays.copyOf(Fixtures.protect(sender, plain), plain.length)));
        }
    }

    @Test
    void whatIsNotAuthenticatedHasNoTag() throws Exception {
        byte[] plain = Fixtures.rtp(7, 1);
        try (SrtpSession sender = Sdes.sender(LINE + " UNAUTHENTICATED_SRTP", SUITES, ALL_ALLOWED)) {
            assertEquals(plain.length, Fixtures.protect(sender, plain).length);
        }
    }
}
