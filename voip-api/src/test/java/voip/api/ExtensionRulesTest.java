package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anySet;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import voip.api.srtp.PacketProtection;

/** What is offered, accepted and left out (RFC 8285 §7, RFC 6904 §4). */
class ExtensionRulesTest {
    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String TIME = "urn:ietf:params:rtp-hdrext:ntp-64";
    private static final String ENCRYPT = HeaderExtension.ENCRYPT + " ";

    private final PacketProtection able = mock(PacketProtection.class);
    private final PacketProtection unable = mock(PacketProtection.class);
    private final MediaDescriptionBuilder answer = MediaDescription.builder();

    ExtensionRulesTest() {
        when(able.encryptExtensions(anySet())).thenReturn(true);
    }

    @Test
    void takesOnlyWhatIsKnownOfAnOfferAsBrowsersMakeIt() {
        MediaDescription offer = lines(
                true,
                "14 urn:ietf:params:rtp-hdrext:toffset",
                "2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
                "13 urn:3gpp:video-orientation",
                "3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
                "5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
                "6 http://www.webrtc.org/experiments/rtp-hdrext/video-content-type",
                "7 http://www.webrtc.org/experiments/rtp-hdrext/video-timing",
                "8 http://www.webrtc.org/experiments/rtp-hdrext/color-space",
                "1 " + LEVEL,
                "4 urn:ietf:params:rtp-hdrext:sdes:mid",
                "10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
                "11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id");
        AgreedExtensions agreed = answer(Encryption.OPTIONAL, able, offer, LEVEL, TIME);
        assertAnswered("1 " + LEVEL);
        assertTrue(answer.build().extmapAllowMixed());
        assertEquals(Set.of(LEVEL), agreed.inUse().keySet());
        assertEquals(Set.of(), agreed.encrypted());
        verify(able, never()).encryptExtensions(anySet());
    }

    @Test
    void anUnknownOfferIsAnsweredWithNothingAtAll() {
        assertEquals(
                AgreedExtensions.NONE,
                answer(Encryption.OPTIONAL, able, lines(true, "1 urn:a", "2 " + ENCRYPT + "urn:b"), LEVEL));
        assertAnswered();
        assertFalse(answer.build().extmapAllowMixed());
    }

    @Test
    void rfc6904Section41PrefersTheEncryptedFormAndMarksTheOtherInactive() {
        MediaDescription offer = lines(false, "1 " + LEVEL + " vad=on", "2 " + ENCRYPT + LEVEL + " vad=on");
        AgreedExtensions agreed = answer(Encryption.OPTIONAL, able, offer, LEVEL);
        assertAnswered("2 " + ENCRYPT + LEVEL + " vad=on", "1/inactive " + LEVEL + " vad=on");
        assertEquals(
                "2 " + ENCRYPT + LEVEL + " vad=on", agreed.inUse().get(LEVEL).extmap());
        assertEquals(1, agreed.inUse().size());
        verify(able).encryptExtensions(Set.of(2));
    }

    @Test
    void takesTheFormInClearWhereTheSuiteCannotEncrypt() {
        answer(Encryption.OPTIONAL, unable, lines(false, "1 " + LEVEL, "2 " + ENCRYPT + LEVEL), LEVEL);
        assertAnswered("1 " + LEVEL);
        verify(unable).encryptExtensions(Set.of(2));
    }

    @Test
    void neverTakesTheEncryptedFormOnAPlainCall() {
        answer(Encryption.OPTIONAL, null, lines(false, "2 " + ENCRYPT + LEVEL, "1 " + LEVEL), LEVEL);
        assertAnswered("1 " + LEVEL);
        answer(Encryption.OPTIONAL, null, lines(false, "2 " + ENCRYPT + LEVEL), LEVEL);
        assertAnswered();
    }

    @ParameterizedTest
    @CsvSource({"REQUIRED, true, 2", "REQUIRED, false, 0", "NONE, true, 1", "NONE, false, 1", "OPTIONAL, true, 2"})
    void theApplicationMayInsistOnEitherForm(Encryption policy, boolean secured, int chosen) {
        MediaDescription offer = lines(false, "1 " + LEVEL, "2 " + ENCRYPT + LEVEL);
        AgreedExtensions agreed = answer(policy, secured ? able : null, offer, LEVEL);
        assertEquals(
                chosen == 0 ? List.of() : List.of(chosen),
                agreed.inUse().values().stream().map(HeaderExtension::id).toList());
    }

    @Test
    void whatMustBeEncryptedIsLeftOutWhereTheSuiteCannot() {
        answer(Encryption.REQUIRED, unable, lines(false, "1 " + LEVEL, "2 " + ENCRYPT + LEVEL), LEVEL);
        assertAnswered();
    }

    @Test
    void aFormThatIsOfferedAsNotInUseIsTheLastChoice() {
        answer(
                Encryption.OPTIONAL,
                able,
                lines(false, "1 " + LEVEL, "2/inactive " + ENCRYPT + LEVEL, "3/inactive " + TIME),
                LEVEL,
                TIME);
        assertAnswered("1 " + LEVEL, "3/inactive " + TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv, SENDRECV, ''",
        "sendonly, SENDRECV, /recvonly",
        "recvonly, SENDRECV, /sendonly",
        "inactive, SENDRECV, /inactive",
        "sendrecv, RECVONLY, ''",
        "sendonly, RECVONLY, /recvonly",
        "recvonly, RECVONLY, /inactive",
        "sendonly, SENDONLY, /inactive",
        "recvonly, SENDONLY, /sendonly",
        "sendonly, INACTIVE, /recvonly"
    })
    void rfc8285Section7MirrorsTheDirectionAsFarAsTheStreamFlows(String offered, Direction stream, String answered) {
        MediaDescription offer = lines(false, "1/" + offered + " " + LEVEL);
        rules(Encryption.OPTIONAL, LEVEL).answer(offer, stream, null, AgreedExtensions.NONE, answer);
        assertAnswered("1" + answered + " " + LEVEL);
    }

    @Test
    void anIdentifierThatIsOfferedTwiceIsGoodForNeither() {
        answer(Encryption.OPTIONAL, null, lines(true, "1 " + LEVEL, "1 urn:other", "2 " + TIME), LEVEL, TIME);
        assertAnswered("2 " + TIME);
    }

    @Test
    void identifiersBeyond14NeedLeaveToMixTheForms() {
        answer(Encryption.OPTIONAL, null, lines(false, "16 " + LEVEL), LEVEL);
        assertAnswered();
        answer(Encryption.OPTIONAL, null, lines(true, "16 " + LEVEL), LEVEL);
        assertAnswered("16 " + LEVEL);
    }

    @Test
    void rfc8285Section7RemapsPlaceholdersAndTakesOneOfThoseThatShareOne() {
        MediaDescription offer = lines(
                false,
                "1 urn:toffset",
                "14 urn:obscure",
                "4096/sendonly urn:gps-string",
                "4096 urn:gps-binary",
                "4097 urn:frametype");
        answer(Encryption.OPTIONAL, null, offer, "urn:toffset", "urn:gps-string", "urn:gps-binary", "urn:frametype");
        assertAnswered("1 urn:toffset", "2/recvonly urn:gps-string", "3 urn:frametype");
    }

    @Test
    void encryptionOrClarityMayBeAlternativesToo() {
        answer(Encryption.OPTIONAL, able, lines(false, "4096 " + LEVEL, "4096 " + ENCRYPT + LEVEL), LEVEL);
        assertAnswered("1 " + ENCRYPT + LEVEL);
        verify(able).encryptExtensions(Set.of(1));
    }

    @Test
    void aRemappedPlaceholderKeepsItsIdentifier() {
        ExtensionRules rules = rules(Encryption.OPTIONAL, TIME, LEVEL);
        MediaDescription offer = lines(false, "1 urn:other", "4096 " + LEVEL);
        AgreedExtensions agreed = rules.answer(offer, Direction.SENDRECV, null, AgreedExtensions.NONE, answer);
        assertAnswered("2 " + LEVEL);
        rules.answer(lines(false, "4096 " + LEVEL), Direction.SENDRECV, null, agreed, answer);
        assertAnswered("2 " + LEVEL);
        rules.answer(lines(false, "2 urn:other", "4096 " + LEVEL), Direction.SENDRECV, null, agreed, answer);
        assertAnswered("1 " + LEVEL);
    }

    @Test
    void placeholdersForWhichNoIdentifierIsLeftAreLeftOut() {
        String[] lines = Stream.concat(
                        IntStream.rangeClosed(1, 14).mapToObj(id -> id + " urn:other" + id), Stream.of("4096 " + LEVEL))
                .toArray(String[]::new);
        answer(Encryption.OPTIONAL, null, lines(false, lines), LEVEL);
        assertAnswered();
        answer(Encryption.OPTIONAL, null, lines(true, lines), LEVEL);
        assertAnswered("16 " + LEVEL);
    }

    @ParameterizedTest
    @EnumSource(Encryption.class)
    void offersTheFormsThatMayBeChosen(Encryption policy) {
        List<String> secured = switch (policy) {
            case REQUIRED -> List.of("1 " + ENCRYPT + LEVEL + " vad=on", "2 " + ENCRYPT + TIME);
            case OPTIONAL ->
                List.of(
                        "1 " + ENCRYPT + LEVEL + " vad=on",
                        "2 " + LEVEL + " vad=on",
                        "3 " + ENCRYPT + TIME,
                        "4 " + TIME);
            case NONE -> List.of("1 " + LEVEL + " vad=on", "2 " + TIME);
        };
        List<String> plain = policy == Encryption.REQUIRED ? List.of() : List.of("1 " + LEVEL + " vad=on", "2 " + TIME);
        ExtensionRules rules = rules(policy, LEVEL + " vad=on", TIME);
        assertEquals(secured, ExtmapLinesTest.lines(offer(rules, true, AgreedExtensions.NONE)));
        assertEquals(plain, ExtmapLinesTest.lines(offer(rules, false, AgreedExtensions.NONE)));
        assertEquals(
                !plain.isEmpty(), offer(rules, false, AgreedExtensions.NONE).extmapAllowMixed());
    }

    @Test
    void hasAnIdentifierForEachFormOfTheMostUris() {
        String[] most = IntStream.range(0, 127).mapToObj(n -> "urn:x" + n).toArray(String[]::new);
        MediaDescription offer = offer(rules(Encryption.OPTIONAL, most), true, AgreedExtensions.NONE);
        assertEquals(254, offer.headerExtensions().size());
        assertTrue(offer.headerExtensions().stream().noneMatch(HeaderExtension::isPlaceholder));
        rules(Encryption.OPTIONAL, most).answer(offer, Direction.SENDRECV, able, AgreedExtensions.NONE, answer);
        assertEquals(254, answer.build().headerExtensions().size(), "half of them not in use");
    }

    @Test
    void takesOfAnAnswerOnlyWhatWasOfferedAndOneFormOfIt() {
        ExtensionRules rules = rules(Encryption.OPTIONAL, LEVEL, TIME);
        MediaDescription offer = offer(rules, true, AgreedExtensions.NONE);
        assertCompleted(rules, offer, lines(false, "1/recvonly " + ENCRYPT + LEVEL), "1/sendonly " + ENCRYPT + LEVEL);
        assertCompleted(
                rules,
                offer,
                lines(false, "2 " + LEVEL, "3 " + ENCRYPT + TIME, "4/inactive " + TIME),
                "2 " + LEVEL,
                "3 " + ENCRYPT + TIME);
        assertCompleted(rules, offer, lines(false, "2 " + LEVEL, "1 " + ENCRYPT + LEVEL), "1 " + ENCRYPT + LEVEL);
        assertCompleted(rules, offer, lines(false, "1/inactive " + ENCRYPT + LEVEL, "2 " + LEVEL), "2 " + LEVEL);
        assertCompleted(rules, offer, lines(false, "2 " + ENCRYPT + LEVEL, "1 " + LEVEL, "3 " + TIME, "5 " + TIME));
        assertCompleted(rules, offer, lines(true, "4096 " + LEVEL, "9 urn:other", "16 " + TIME));
        assertCompleted(rules, offer, lines(false));
    }

    @Test
    void anIdentifierBeyond14IsOfNoUseIfTheAnswerDoesNotAllowMixing() {
        String[] eight = IntStream.range(0, 8).mapToObj(n -> "urn:x" + n).toArray(String[]::new);
        ExtensionRules rules = rules(Encryption.OPTIONAL, eight);
        MediaDescription offer = offer(rules, true, AgreedExtensions.NONE);
        assertEquals(17, offer.headerExtensions().get(15).id());
        String both = ENCRYPT + "urn:x7";
        assertCompleted(rules, offer, lines(false, "1 " + ENCRYPT + "urn:x0", "16 " + both), "1 " + ENCRYPT + "urn:x0");
        assertCompleted(rules, offer, lines(true, "16 " + both), "16 " + both);
    }

    @Test
    void anAnswerNamesTheEncryptedIdentifiersToTheProtection() {
        ExtensionRules rules = rules(Encryption.OPTIONAL, LEVEL, TIME);
        MediaDescription offer = offer(rules, true, AgreedExtensions.NONE);
        rules.complete(offer, lines(false, "1 " + ENCRYPT + LEVEL, "3 " + ENCRYPT + TIME), able, AgreedExtensions.NONE);
        verify(able).encryptExtensions(Set.of(1, 3));
    }

    @Test
    void anIdentifierNeverGetsAnotherMeaning() {
        ExtensionRules rules = rules(Encryption.OPTIONAL, LEVEL, TIME);
        MediaDescription first = lines(false, "5 " + ENCRYPT + LEVEL, "6 " + TIME);
        AgreedExtensions agreed = rules.answer(first, Direction.SENDRECV, able, AgreedExtensions.NONE, answer);
        rules.answer(lines(false, "5 " + TIME, "6 " + LEVEL), Direction.SENDRECV, able, agreed, answer);
        assertAnswered();
        rules.answer(lines(false, "5 " + LEVEL, "6 " + ENCRYPT + TIME), Direction.SENDRECV, able, agreed, answer);
        assertAnswered();
        AgreedExtensions moved = rules.answer(
                lines(false, "7 " + ENCRYPT + LEVEL, "6/inactive " + TIME), Direction.SENDRECV, able, agreed, answer);
        assertAnswered("7 " + ENCRYPT + LEVEL, "6/inactive " + TIME);
        assertEquals(Set.of(5, 7), moved.encrypted(), "what is in flight under 5 is encrypted");
        rules.answer(lines(false, "5 " + ENCRYPT + LEVEL), Direction.SENDRECV, able, moved, answer);
        assertAnswered("5 " + ENCRYPT + LEVEL);
    }

    @Test
    void ourNextOfferKeepsIdentifiersAndAttributesOfTheCall() {
        ExtensionRules rules = rules(Encryption.OPTIONAL, TIME, LEVEL + " vad=on");
        MediaDescription first = lines(true, "1 urn:other", "3 " + ENCRYPT + LEVEL + " vad=off", "2/sendonly " + TIME);
        AgreedExtensions agreed = rules.answer(first, Direction.SENDRECV, able, AgreedExtensions.NONE, answer);
        assertEquals(
                List.of(
                        "1 " + ENCRYPT + TIME,
                        "2 " + TIME,
                        "3 " + ENCRYPT + LEVEL + " vad=off",
                        "4 " + LEVEL + " vad=on"),
                ExtmapLinesTest.lines(offer(rules, true, agreed)));
        AgreedExtensions none = rules.complete(offer(rules, true, agreed), lines(false), able, agreed);
        assertEquals(Set.of(), none.inUse().keySet());
        assertEquals(
                ExtmapLinesTest.lines(offer(rules, true, agreed)), ExtmapLinesTest.lines(offer(rules, true, none)));
    }

    @Test
    void whateverIsOfferedNoTwoLinesOfAnAnswerShareAnIdentifierAndNothingGrows() {
        Random random = new Random(8285);
        PacketProtection forgetful = mock(PacketProtection.class, withSettings().stubOnly());
        when(forgetful.encryptExtensions(anySet())).thenReturn(true);
        String[] known = {"urn:a", "urn:b", "urn:c", "urn:d"};
        ExtensionRules rules = rules(Encryption.OPTIONAL, known);
        AgreedExtensions agreed = AgreedExtensions.NONE;
        for (int i = 0; i < 1_000; i++) {
            String[] offered = IntStream.range(0, random.nextInt(12))
                    .mapToObj(n -> (random.nextInt(4) == 0 ? 4096 + random.nextInt(3) : 1 + random.nextInt(300)) % 4352
                            + (random.nextBoolean() ? "" : "/sendonly")
                            + (random.nextBoolean() ? " " : " " + ENCRYPT)
                            + "urn:"
                            + (char) ('a' + random.nextInt(6)))
                    .toArray(String[]::new);
            AgreedExtensions next = rules.answer(
                    lines(random.nextBoolean(), offered),
                    Direction.values()[random.nextInt(4)],
                    random.nextBoolean() ? forgetful : null,
                    agreed,
                    answer); // which refuses an identifier that is there twice
            agreed.mapped()
                    .forEach((id, before) ->
                            assertTrue(before.names(next.mapped().get(id))));
            agreed = next;
        }
        assertTrue(agreed.mapped().size() > 200, "the test means something");
        assertTrue(agreed.mapped().size() <= 254);
    }

    private AgreedExtensions answer(
            Encryption policy, @Nullable PacketProtection protection, MediaDescription offer, String... known) {
        return rules(policy, known).answer(offer, Direction.SENDRECV, protection, AgreedExtensions.NONE, answer);
    }

    private void assertAnswered(String... lines) {
        assertEquals(List.of(lines), ExtmapLinesTest.lines(answer.build()));
    }

    private void assertCompleted(
            ExtensionRules rules, MediaDescription offer, MediaDescription answered, String... expected) {
        AgreedExtensions agreed = rules.complete(offer, answered, able, AgreedExtensions.NONE);
        assertEquals(
                List.of(expected),
                agreed.inUse().values().stream().map(HeaderExtension::extmap).toList());
    }

    private static ExtensionRules rules(Encryption policy, String... known) {
        return new ExtensionRules(ExtensionRules.wanted(known), policy);
    }

    private static MediaDescription offer(ExtensionRules rules, boolean secured, AgreedExtensions former) {
        MediaDescriptionBuilder offer = MediaDescription.builder();
        rules.offer(offer, secured, former);
        return offer.build();
    }

    /** As a peer may write them; lines that are malformed are no mappings. */
    private static MediaDescription lines(boolean mixed, String... lines) {
        StringBuilder sdp = new StringBuilder("m=audio 5004 RTP/SAVP 0\r\n");
        for (String line : lines) {
            sdp.append("a=extmap:").append(line).append("\r\n");
        }
        return MediaDescription.parse(sdp + (mixed ? "a=extmap-allow-mixed\r\n" : ""));
    }
}
