package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.OfferRefusedException;
import voip.api.Verdict;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.KeyNegotiation.Agreed;
import voip.api.srtp.SessionParameter;

/** Session parameters and several keys in offers and answers (RFC 4568 §5.1, §7.1), and what a key keeps of them. */
class SdesParametersTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";
    private static final String OTHER_KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String LINE = "AES_CM_128_HMAC_SHA1_80 inline:" + KEY;
    private static final String OTHER_LINE = "AES_CM_128_HMAC_SHA1_80 inline:" + OTHER_KEY;

    private final KeyNegotiation standard = negotiation(SrtpPolicy.standard());
    private final KeyNegotiation allowing =
            negotiation(SrtpPolicy.standard().allowing(Set.of(SessionParameter.UNENCRYPTED_SRTCP)));

    private static KeyNegotiation negotiation(SrtpPolicy policy) {
        return Sdes.negotiation(List.of(Fixtures.SUITE_80, Fixtures.SUITE_32), Fixtures.MODULE.random(), policy);
    }

    private static Agreed answer(KeyNegotiation negotiation, String... lines) {
        return negotiation.answer(List.of(lines), null, false);
    }

    private static String refusal(Runnable negotiating) {
        return assertThrows(OfferRefusedException.class, negotiating::run).getMessage();
    }

    @Test
    void anAnswerRepeatsWhatIsNegotiatedAndNothingElse() {
        Agreed agreed =
                answer(allowing, "5 " + LINE + "|2^20|1:4 KDR=10 UNENCRYPTED_SRTCP FEC_ORDER=FEC_SRTP WSH=128 -x");
        assertTrue(
                agreed.ours().matches("5 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40} UNENCRYPTED_SRTCP"),
                "all but the key is known");
        assertEquals("5 " + LINE + "|2^20|1:4 KDR=10 UNENCRYPTED_SRTCP FEC_ORDER=FEC_SRTP WSH=128 -x", agreed.theirs());
        agreed.protection().close();
    }

    @Test
    void whatIsNotAllowedLeavesTheLineAsideButNotTheOffer() {
        assertTrue(answer(standard, "1 " + LINE + " UNENCRYPTED_SRTCP", "2 " + OTHER_LINE)
                .ours()
                .startsWith("2 "));
        assertEquals(
                "no a=crypto line of the offer can be used: line 1 (AES_CM_128_HMAC_SHA1_80) is refused: it has"
                        + " UNENCRYPTED_SRTP, which takes protection away, and must be allowed by name:"
                        + " allow(SessionParameter.UNENCRYPTED_SRTP) of a stack, allowing(...) of an SrtpPolicy; we accept AES_CM_128_HMAC_SHA1_80,"
                        + " AES_CM_128_HMAC_SHA1_32",
                refusal(() -> answer(allowing, "1 " + LINE + " UNENCRYPTED_SRTCP UNENCRYPTED_SRTP")));
    }

    /** What is allowed is not preferred, in whatever order the peer has it. */
    @Test
    void aLineWithAllProtectionGoesBeforeOneWithout() {
        Agreed agreed = answer(
                allowing,
                "1 " + LINE + " UNENCRYPTED_SRTCP",
                "2 " + LINE.replace("inline:", "inline:AAAA").substring(0, LINE.length()));
        assertTrue(agreed.ours().startsWith("2 "));
        agreed.protection().close();
    }

    @Test
    void ourOffersTakeNoProtectionAway() {
        try (KeyNegotiation.Offer offer = allowing.offer(null)) {
            assertTrue(
                    offer.crypto().stream().allMatch(line -> line.matches("[12] [A-Z0-9_]+ inline:[A-Za-z0-9+/]{40}")));
            String reason = refusal(() -> offer.complete(List.of("1 " + LINE + " UNENCRYPTED_SRTCP"), null));
            assertEquals(
                    "the answer does not follow from the offer: it has UNENCRYPTED_SRTCP, which was not offered",
                    reason);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|2^31",
                "|2^20|1:4",
                "|1:1;inline:" + OTHER_KEY + "|2:1",
                " KDR=10",
                " KDR=10 FEC_ORDER=FEC_SRTP WSH=512 -x=y"
            })
    void anAnswerMayDeclareWhatItLikesForItsOwnDirection(String declared) {
        try (KeyNegotiation.Offer offer = standard.offer(null)) {
            Agreed agreed = offer.complete(List.of("1 " + LINE + declared), null);
            assertEquals("1 " + LINE + declared, agreed.theirs());
            assertFalse(agreed.ours().contains("KDR"));
            agreed.protection().close();
        }
    }

    @Test
    void anAgreedLineIsOfferedAgainWithWhatWasNegotiated() {
        Agreed agreed = answer(allowing, "1 " + LINE + " UNENCRYPTED_SRTCP");
        try (KeyNegotiation.Offer offer = allowing.offer(agreed)) {
            assertEquals(agreed.ours(), offer.crypto().get(0));
            assertFalse(offer.crypto().get(1).contains("UNENCRYPTED"), "nothing was agreed of another suite");
            String reason = refusal(() -> offer.complete(List.of("1 " + OTHER_LINE), agreed));
            assertEquals(
                    "the answer does not follow from the offer: it lacks UNENCRYPTED_SRTCP, which was offered", reason);
            Agreed same = offer.complete(List.of("1 " + LINE + " UNENCRYPTED_SRTCP"), agreed);
            assertEquals(agreed.protection(), same.protection());
        }
        agreed.protection().close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            AES_CM_128_HMAC_SHA1_80 inline:%1$s|7:4 > AES_CM_128_HMAC_SHA1_80 inline:%1$s
            AES_CM_128_HMAC_SHA1_80 inline:%1$s|7:4 > AES_CM_128_HMAC_SHA1_80 inline:%1$s|8:4
            AES_CM_128_HMAC_SHA1_80 inline:%1$s|7:4 > AES_CM_128_HMAC_SHA1_80 inline:%1$s|7:4;inline:%2$s|8:4
            AES_CM_128_HMAC_SHA1_80 inline:%1$s|7:4;inline:%2$s|8:4 > AES_CM_128_HMAC_SHA1_80 inline:%2$s|8:4
            AES_CM_128_HMAC_SHA1_80 inline:%1$s     > AES_CM_128_HMAC_SHA1_80 inline:%1$s|2^20
            AES_CM_128_HMAC_SHA1_80 inline:%1$s     > AES_CM_128_HMAC_SHA1_80 inline:%1$s KDR=10
            AES_CM_128_HMAC_SHA1_80 inline:%1$s     > AES_CM_128_HMAC_SHA1_80 inline:%1$s UNENCRYPTED_SRTCP
            AES_CM_128_HMAC_SHA1_80 inline:%1$s     > AES_CM_128_HMAC_SHA1_32 inline:%1$s
            """)
    void aKeyOfWhichSomethingElseIsSaidIsRefused(String before, String after) {
        Agreed agreed = answer(allowing, "1 " + before.formatted(KEY, OTHER_KEY));
        String changed = "1 " + after.formatted(KEY, OTHER_KEY);
        String reason = "it says something else of a key than before, or has it beside other keys; what changes takes"
                + " fresh keys";
        String refusal = refusal(() -> allowing.answer(List.of(changed), agreed, false));
        assertTrue(refusal.contains("is refused: " + reason), refusal);
        try (KeyNegotiation.Offer offer = allowing.offer(agreed)) {
            int accepted = changed.contains("SHA1_80") ? 0 : 1;
            String answer = (accepted + 1) + changed.substring(1);
            assertTrue(
                    refusal(() -> offer.complete(List.of(answer), agreed)).endsWith(reason),
                    "in an answer just as well");
        }
        agreed.protection().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"|7:4;inline:" + OTHER_KEY + "|8:4 KDR=9", "|2^40"})
    void keysOfWhichTheSameIsSaidGoOn(String said) {
        Agreed agreed = answer(standard, "1 " + LINE + said);
        Agreed again = standard.answer(List.of("2 x inline:AAEC", "3 " + LINE + said + " WSH=128 -x"), agreed, false);
        assertEquals(agreed.protection(), again.protection());
        assertEquals("3" + agreed.ours().substring(1), again.ours());
        agreed.protection().close();
    }

    @Test
    void allKeysMayBeReplaced() {
        Agreed agreed = answer(standard, "1 " + LINE + "|7:4");
        Agreed next = standard.answer(List.of("1 " + OTHER_LINE + "|7:4 KDR=3"), agreed, false);
        assertNotEquals(agreed.ours(), next.ours());
        next.protection().close();
        agreed.protection().close();
    }

    @Test
    void ourKeyAmongSeveralOfThePeersIsRefused() {
        Agreed agreed = answer(standard, "1 " + LINE);
        String ours = agreed.ours().substring(agreed.ours().indexOf("inline:"));
        String refusal =
                refusal(() -> standard.answer(List.of("1 " + OTHER_LINE + "|1:1;" + ours + "|2:1"), agreed, false));
        assertTrue(refusal.contains("it sends our key back"), refusal);
        agreed.protection().close();
        try (KeyNegotiation.Offer offer = standard.offer(null)) {
            String other = offer.crypto().get(1); // not even that of a line that is not accepted
            String reflected = "1 " + LINE + "|1:1;" + other.substring(other.indexOf("inline:")) + "|2:1";
            assertTrue(refusal(() -> offer.complete(List.of(reflected), null)).contains("a key of our offer back"));
        }
    }

    @Test
    void readsNoMoreThan64Lines() {
        List<String> lines = new ArrayList<>();
        for (int tag = 1; tag <= 64; tag++) {
            lines.add(tag + " X inline:" + KEY.substring(0, 36) + "%04d".formatted(tag));
        }
        lines.add("65 " + LINE);
        String refusal = refusal(() -> standard.answer(lines, null, false));
        assertTrue(
                refusal.contains("line 64 (X) is not a suite of ours; 1 more are not read, because 64 are the most;"));
        assertTrue(standard.answer(lines.subList(1, 65), null, false).ours().startsWith("65 "));
    }

    @ParameterizedTest
    @CsvSource({"'', 64, TOO_OLD", "WSH=64, 64, TOO_OLD", "WSH=256, 64, ACCEPTED", "WSH=64, 256, ACCEPTED"})
    void aHintMakesTheReplayWindowLargerAndNeverSmaller(String hint, int window, Verdict verdict) throws Exception {
        SrtpPolicy policy = SrtpPolicy.standard().withReplayWindow(window);
        String line = "1 " + LINE + " " + hint;
        Agreed agreed = answer(negotiation(policy), line);
        try (SrtpSession sender = Sdes.sender(line, List.of(Fixtures.SUITE_80));
                SrtpSession receiver = Sdes.receiver(line, List.of(Fixtures.SUITE_80), policy)) {
            byte[] late = Fixtures.protect(sender, Fixtures.rtp(7, 1));
            byte[] newest = Fixtures.protect(sender, Fixtures.rtp(7, 200));
            for (SrtpSession each : List.of(receiver, (SrtpSession) agreed.protection())) {
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(each, newest));
                assertEquals(verdict, Fixtures.unprotect(each, late));
            }
        }
        agreed.protection().close();
    }

    @Test
    void aHintCostsNoMoreThan4096Packets() {
        SrtpPolicy policy = SrtpPolicy.standard();
        assertEquals(4096, policy.hinted(999_999_999).replayWindow());
        assertEquals(2048, policy.hinted(2048).replayWindow());
        assertEquals(1024, policy.hinted(0).replayWindow());
        assertEquals(8192, policy.withReplayWindow(8192).hinted(999_999_999).replayWindow());
    }
}
