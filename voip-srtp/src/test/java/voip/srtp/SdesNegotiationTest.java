package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import voip.api.OfferRefusedException;
import voip.api.Verdict;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.PacketProtection;
import voip.api.srtp.SrtpCipherSuite;

class SdesNegotiationTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";
    private static final String LINE_80 = "AES_CM_128_HMAC_SHA1_80 inline:" + KEY;
    private static final String LINE_32 = "AES_CM_128_HMAC_SHA1_32 inline:HhkcHRobFBUWERITDA0ODwgJCgsEBQYHAAECAwQF";
    private static final String OTHER_80 = "AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

    private final KeyNegotiation prefersLong = negotiation(Fixtures.SUITE_80, Fixtures.SUITE_32);
    private final KeyNegotiation prefersShort = negotiation(Fixtures.SUITE_32, Fixtures.SUITE_80);
    private final KeyNegotiation onlyLong = negotiation(Fixtures.SUITE_80);

    private static KeyNegotiation negotiation(SrtpCipherSuite... suites) {
        return Sdes.negotiation(List.of(suites), Fixtures.MODULE.random(), SrtpPolicy.standard());
    }

    @Test
    void offersOneLineForEachSuiteWithTagsFromOneAndFreshKeys() {
        List<String> first = prefersLong.offer(null).crypto();
        List<String> second = prefersLong.offer(null).crypto();
        assertEquals(2, first.size());
        assertTrue(first.get(0).matches("1 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}"));
        assertTrue(first.get(1).matches("2 AES_CM_128_HMAC_SHA1_32 inline:[A-Za-z0-9+/]{40}"));
        assertNotEquals(keyOf(first.get(0)), keyOf(first.get(1)));
        assertNotEquals(keyOf(first.get(0)), keyOf(second.get(0)));
    }

    @Test
    void offerAndAnswerGiveOneKeyForEachDirection() {
        KeyNegotiation.Offer offer = prefersShort.offer(null);
        KeyNegotiation.Agreed answer = prefersLong.answer(offer.crypto(), null, false);
        String offered = offer.crypto().get(1);
        assertTrue(answer.ours().startsWith("2 AES_CM_128_HMAC_SHA1_80 inline:"), "our preference, their tag");
        assertNotEquals(keyOf(offered), keyOf(answer.ours()));
        try (PacketProtection offerer =
                        offer.complete(List.of(answer.ours()), null).protection();
                PacketProtection answerer = answer.protection()) {
            assertEquals("AES_CM_128_HMAC_SHA1_80", offerer.suite());
            assertExchanges(offerer, answerer);
            assertExchanges(answerer, offerer);
        }
    }

    @Test
    void eachSideSendsWithTheKeyOfItsOwnLine() throws Exception {
        KeyNegotiation.Offer offer = onlyLong.offer(null);
        String offered = offer.crypto().get(0);
        KeyNegotiation.Agreed answer = onlyLong.answer(List.of(offered), null, false);
        PacketProtection offerer = offer.complete(List.of(answer.ours()), null).protection();
        List<SrtpCipherSuite> suites = List.of(Fixtures.SUITE_80);
        assertExchanges(offerer, Sdes.receiver(offered, suites));
        assertExchanges(answer.protection(), Sdes.receiver(answer.ours(), suites));
        assertExchanges(Sdes.sender(offered, suites), answer.protection());
        assertExchanges(Sdes.sender(answer.ours(), suites), offerer);
    }

    @Test
    void answersByOwnPreferenceAmongUsableLines() {
        List<String> offered = List.of("1 " + LINE_32, "2 " + LINE_80, "3 " + OTHER_80);
        assertTrue(prefersLong.answer(offered, null, false).ours().startsWith("2 AES_CM_128_HMAC_SHA1_80 "));
        assertTrue(prefersShort.answer(offered, null, false).ours().startsWith("1 AES_CM_128_HMAC_SHA1_32 "));
        assertTrue(onlyLong.answer(List.of("1 " + OTHER_80 + " X=1", "22 " + LINE_80 + "|2^31"), null, false)
                .ours()
                .startsWith("22 "));
        assertTrue(
                onlyLong.answer(List.of("9 aes_cm_128_hmac_sha1_80 INLINE:" + KEY), null, false)
                        .ours()
                        .startsWith("9 AES_CM_128_HMAC_SHA1_80 inline:"),
                "letters count alike in both cases");
    }

    @Test
    void refusesAnOfferOfNothingUsableWithEachLinesReason() {
        OfferRefusedException refused = assertThrows(
                OfferRefusedException.class,
                () -> onlyLong.answer(
                        List.of(
                                "1 " + LINE_32,
                                "2 AES_CM_128_HMAC_SHA1_80 inline:AAEC",
                                "garbage " + KEY,
                                "4 " + LINE_80 + " FEC_KEY=inline:AAEC",
                                "5 " + OTHER_80,
                                "5 X inline:AAED",
                                "6 X inline:AAEE",
                                "7 Y inline:BBBB|1:1;inline:AAEE|2:1",
                                "8 F8_128_HMAC_SHA1_80 " + "inline:" + KEY.replace('A', 'B')),
                        null,
                        false));
        assertEquals(OfferRefusedException.Reason.NO_CIPHER_SUITE, refused.reason());
        assertEquals(
                "no a=crypto line of the offer can be used: "
                        + "line 1 (AES_CM_128_HMAC_SHA1_32) is not a suite of ours; "
                        + "line 2 (AES_CM_128_HMAC_SHA1_80) is refused: its key and salt are 3 bytes, and"
                        + " AES_CM_128_HMAC_SHA1_80 takes 30; "
                        + "line 3 is malformed: it has nothing after its suite: the key is missing; "
                        + "line 4 (AES_CM_128_HMAC_SHA1_80) is refused: it has FEC_KEY, and forward error"
                        + " correction is not supported; "
                        + "line 5 (AES_CM_128_HMAC_SHA1_80) shares its tag 5 with another; "
                        + "line 6 (X) shares its tag 5 with another; "
                        + "line 7 (X) shares a key with another; "
                        + "line 8 (Y) shares a key with another; "
                        + "line 9 (F8_128_HMAC_SHA1_80) is refused: AES in f8 mode (RFC 3711 §4.1.2) is not supported; "
                        + "we accept AES_CM_128_HMAC_SHA1_80",
                refused.getMessage());
        assertFalse(refused.getMessage().contains(KEY.substring(0, 8)));
        assertEquals(
                "the offer has no a=crypto line; we accept AES_CM_128_HMAC_SHA1_80",
                assertThrows(OfferRefusedException.class, () -> onlyLong.answer(List.of(), null, false))
                        .getMessage());
    }

    @Test
    void refusesAnAnswerThatDoesNotFollowFromTheOffer() {
        KeyNegotiation.Offer offer = prefersLong.offer(null);
        assertMismatch(offer, "it has 0 a=crypto lines, and must accept exactly one");
        assertMismatch(offer, "it has 2 a=crypto lines, and must accept exactly one", "1 " + LINE_80, "2 " + LINE_32);
        assertMismatch(
                offer,
                "it accepts 3 AES_CM_128_HMAC_SHA1_80, and offered were 1 AES_CM_128_HMAC_SHA1_80, 2"
                        + " AES_CM_128_HMAC_SHA1_32",
                "3 " + LINE_80);
        assertMismatch(
                offer,
                "it accepts 1 AES_CM_128_HMAC_SHA1_32, and offered were 1 AES_CM_128_HMAC_SHA1_80, 2"
                        + " AES_CM_128_HMAC_SHA1_32",
                "1 " + LINE_32);
        assertMismatch(
                offer,
                "its key and salt are 3 bytes, and AES_CM_128_HMAC_SHA1_80 takes 30",
                "1 AES_CM_128_HMAC_SHA1_80 inline:AAEC");
        assertMismatch(
                offer,
                "it has FEC_ORDER=SRTP_FEC, and forward error correction is not supported",
                "1 " + LINE_80 + " FEC_ORDER=SRTP_FEC");
        assertMismatch(offer, "its a=crypto line is malformed: its key is not base64", "1 " + LINE_80 + "*");
        String reflected =
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + keyOf(offer.crypto().get(1));
        assertMismatch(offer, "it sends a key of our offer back, and must have its own (RFC 4568 §7.1.2)", reflected);
        assertMismatch(
                offer,
                "it sends a key of our offer back, and must have its own (RFC 4568 §7.1.2)",
                offer.crypto().get(0));
        assertEquals(
                "AES_CM_128_HMAC_SHA1_80",
                offer.complete(List.of("1 " + LINE_80), null).protection().suite(),
                "a refused answer leaves the offer open");
    }

    private static void assertMismatch(KeyNegotiation.Offer offer, String reason, String... lines) {
        OfferRefusedException refused =
                assertThrows(OfferRefusedException.class, () -> offer.complete(List.of(lines), null));
        assertEquals(OfferRefusedException.Reason.ANSWER_MISMATCH, refused.reason());
        assertEquals("the answer does not follow from the offer: " + reason, refused.getMessage());
    }

    @Test
    void anOfferTakesAnswersUntilItIsClosed() {
        KeyNegotiation.Offer offer = onlyLong.offer(null);
        offer.complete(List.of("1 " + LINE_80), null);
        offer.complete(List.of("1 " + LINE_80), null);
        offer.close();
        offer.close();
        assertThrows(IllegalStateException.class, () -> offer.complete(List.of("1 " + LINE_80), null));
        assertThrows(IllegalStateException.class, offer::crypto);
    }

    @Test
    void wipesItsKeysWhenItIsClosed() {
        List<CryptoAttribute> lines = new ArrayList<>();
        lines.add(CryptoAttribute.of(1, "AES_CM_128_HMAC_SHA1_80", Fixtures.key(40)));
        lines.add(CryptoAttribute.of(2, "AES_CM_128_HMAC_SHA1_32", Fixtures.key(80)));
        SdesOffer offer = new SdesOffer(
                List.of(Fixtures.SUITE_80, Fixtures.SUITE_32), lines, new KnownKeys(SrtpPolicy.standard()));
        PacketProtection session = offer.complete(List.of("1 " + LINE_80), null).protection();
        offer.close();
        for (CryptoAttribute line : lines) {
            assertTrue(line.toSdp().endsWith(" inline:" + "A".repeat(40)), "only zeros are left");
        }
        assertEquals(Verdict.ACCEPTED, session.protect(Fixtures.buffer(Fixtures.rtp(7, 1))));
        assertEquals(
                "SdesOffer[CryptoAttribute[1 AES_CM_128_HMAC_SHA1_80], CryptoAttribute[2 AES_CM_128_HMAC_SHA1_32]]",
                offer.toString());
    }

    @Test
    void wipesTheKeysOfEarlierLinesWhenALaterOneCannotBeMade() {
        AtomicInteger calls = new AtomicInteger();
        RandomGenerator runsDry = () -> {
            // Key and salt, of 16 and 14 bytes, take two longs each: the second line fails.
            if (calls.incrementAndGet() > 4) {
                throw new IllegalStateException("told to fail");
            }
            return 0x0101_0101_0101_0101L;
        };
        SdesNegotiation negotiation =
                new SdesNegotiation(List.of(Fixtures.SUITE_80, Fixtures.SUITE_32), runsDry, SrtpPolicy.standard());
        List<CryptoAttribute> lines = new ArrayList<>();
        assertThrows(IllegalStateException.class, () -> negotiation.addLines(lines, null));
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).toSdp().endsWith(" inline:" + "A".repeat(40)), "only zeros are left");
    }

    @Test
    void wipesAKeyWhoseSaltCannotBeMade() {
        List<byte[]> filled = new ArrayList<>();
        RandomGenerator failsAtSalts = new RandomGenerator() {
            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) 7);
                filled.add(bytes);
                if (bytes.length == 14) {
                    throw new IllegalStateException("told to fail");
                }
            }

            @Override
            public long nextLong() {
                throw new AssertionError("not asked for");
            }
        };
        KeyNegotiation negotiation = Sdes.negotiation(List.of(Fixtures.SUITE_80), failsAtSalts, SrtpPolicy.standard());
        assertThrows(IllegalStateException.class, () -> negotiation.offer(null));
        assertThrows(IllegalStateException.class, () -> negotiation.answer(List.of("1 " + LINE_80), null, false));
        assertEquals(4, filled.size());
        for (byte[] secret : filled) {
            assertArrayEquals(new byte[secret.length], secret);
        }
    }

    @Test
    void wipesTheOfferedKeysOfTheOtherSide() {
        CryptoLines lines =
                new CryptoLines(List.of("1 " + LINE_80, "2 " + LINE_32), new KnownKeys(SrtpPolicy.standard()));
        CryptoAttribute attribute = lines.firstUsable(Fixtures.SUITE_80.spec());
        lines.close();
        assertEquals("1 AES_CM_128_HMAC_SHA1_80 inline:" + "A".repeat(40), attribute.toSdp());
    }

    @Test
    void aFailingProviderIsNotTheOffersFault() {
        FakeSuite suite = new FakeSuite();
        suite.failOpening = 0;
        IllegalStateException failed = assertThrows(
                IllegalStateException.class,
                () -> negotiation(suite).answer(List.of("1 FAKE inline:" + KEY), null, false));
        assertEquals("FAKE (TEST) failed to open a session", failed.getMessage());
    }

    @Test
    void aProvidersErrorIsNotTheOffersFaultEither() {
        FakeSuite suite = new FakeSuite();
        suite.failOpening = 0;
        suite.openingFailure = new AssertionError("not in approved mode");
        KeyNegotiation negotiation = negotiation(suite);
        IllegalStateException failed = assertThrows(
                IllegalStateException.class, () -> negotiation.answer(List.of("1 FAKE inline:" + KEY), null, false));
        assertEquals("FAKE (TEST) failed to open a session", failed.getMessage());
        KeyNegotiation.Offer offer = negotiation.offer(null);
        assertThrows(IllegalStateException.class, () -> offer.complete(List.of("1 FAKE inline:" + KEY), null));
    }

    @Test
    void needsSuites() {
        RandomGenerator random = Fixtures.MODULE.random();
        assertThrows(IllegalArgumentException.class, () -> Sdes.negotiation(List.of(), random, SrtpPolicy.standard()));
    }

    private static String keyOf(String line) {
        return line.substring(line.indexOf("inline:") + 7);
    }

    private static void assertExchanges(PacketProtection from, PacketProtection to) {
        for (int sequence = 1; sequence < 3; sequence++) {
            var packet = Fixtures.buffer(Fixtures.rtp(System.nanoTime() & 0xFFFF_FFFFL, sequence));
            assertEquals(Verdict.ACCEPTED, from.protect(packet));
            assertEquals(Verdict.ACCEPTED, to.unprotect(packet));
        }
        var control = Fixtures.buffer(Fixtures.rtcp((int) System.nanoTime()));
        assertEquals(Verdict.ACCEPTED, from.protectControl(control));
        assertEquals(Verdict.ACCEPTED, to.unprotectControl(control));
    }
}
