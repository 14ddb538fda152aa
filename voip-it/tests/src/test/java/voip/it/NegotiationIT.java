package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import voip.api.Call;
import voip.api.CallHandler;
import voip.api.CallSession;
import voip.api.Direction;
import voip.api.Encryption;
import voip.api.MediaDescription;
import voip.api.OfferRefusedException;
import voip.api.OfferRefusedException.Reason;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.StackConfigurationException;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.api.srtp.SessionParameter;
import voip.testkit.MemoryNetwork;

/** Offer and answer (RFC 3264, RFC 4568) with stacks that really run. */
class NegotiationIT {
    private static final CallHandler ECHO = call -> call::send;
    private static final String KEY_A = "inline:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";
    private static final String KEY_B = "inline:EBESExQVFhcYGRobHB0eHwABAgMEBQYHCAkKCwwN";

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/SAVP 101 8 0
            a=rtpmap:101 telephone-event/8000
            a=ptime:30
            a=crypto:7 AES_CM_128_HMAC_SHA1_32 %s
            a=crypto:9 AES_CM_128_HMAC_SHA1_80 %s
            """.formatted(KEY_A, KEY_B);

    private VoipStack stack;

    @AfterEach
    void close() {
        if (stack != null) {
            stack.close();
        }
    }

    private VoipStack start(VoipStackBuilder builder) throws Exception {
        stack = Stacks.started(builder);
        return stack;
    }

    private Call answer(String offer) {
        return stack.answer(MediaDescription.parse(offer), "alice", ECHO);
    }

    private Reason refusal(String offer) {
        return assertThrows(OfferRefusedException.class, () -> answer(offer)).reason();
    }

    @Test
    void choosesCodecAndSuiteByOwnPreferenceUnderTheOfferersNumbersAndTags() throws Exception {
        start(Stacks.builder().codecs(PayloadType.PCMU, PayloadType.PCMA));
        MediaDescription answer = answer(OFFER).media();
        assertEquals(List.of(PayloadType.PCMU), answer.formats());
        assertEquals(1, answer.crypto().size());
        assertTrue(answer.crypto().get(0).startsWith("9 AES_CM_128_HMAC_SHA1_80 inline:"), "our first preference");
        assertEquals(OptionalInt.of(30), answer.ptime());
        assertEquals("RTP/SAVP", answer.protocol());
    }

    @Test
    void usesTheOfferersNumberForADynamicType() throws Exception {
        start(Stacks.builder().codecs(PayloadType.OPUS));
        String opus = OFFER.replace("101 8 0", "96").replace("101 telephone-event/8000", "96 opus/48000/2");
        Call call = answer(opus);
        assertEquals(96, call.payloadType().orElseThrow().number());
        assertTrue(call.media().toSdp().contains("a=rtpmap:96 opus/48000/2"));
    }

    @Test
    void answersWithAKeyOfItsOwnAndNeverTheSameTwice() throws Exception {
        start(Stacks.builder());
        String first = answer(OFFER).media().crypto().get(0);
        stack.calls().forEach(Call::close);
        String second = answer(OFFER).media().crypto().get(0);
        assertNotEquals(first, second);
        assertFalse(first.contains(KEY_A) || first.contains(KEY_B), "one key for each direction");
    }

    /** What is not encrypted, and what others get wrong, is for those who name it. */
    @Test
    void neitherTakesNorOffersNullAndAes192UnlessTheyAreNamed() throws Exception {
        String key192 = "inline:" + "A".repeat(51) + "=";
        String offer = OFFER.replaceAll("a=crypto.*\n", "") + "a=crypto:1 NULL_HMAC_SHA1_80 " + KEY_A
                + "\na=crypto:2 AES_192_CM_HMAC_SHA1_80 " + key192 + "\n";
        start(Stacks.builder());
        assertEquals(Reason.NO_CIPHER_SUITE, refusal(offer));
        stack.close();
        start(Stacks.builder().cipherSuites("AES_192_CM_HMAC_SHA1_80", "NULL_HMAC_SHA1_80"));
        assertEquals("AES_192_CM_HMAC_SHA1_80", answer(offer).cipherSuite().orElseThrow());
        stack.close();
        start(Stacks.builder().cipherSuites("NULL_HMAC_SHA1_80"));
        assertEquals("NULL_HMAC_SHA1_80", answer(offer).cipherSuite().orElseThrow());
    }

    @Test
    void cipherSuitesAreOurPreference() throws Exception {
        start(Stacks.builder().cipherSuites("AES_CM_128_HMAC_SHA1_32", "AES_CM_128_HMAC_SHA1_80"));
        Call call = answer(OFFER);
        assertEquals("AES_CM_128_HMAC_SHA1_32", call.cipherSuite().orElseThrow());
        assertTrue(call.media().crypto().get(0).startsWith("7 "));
    }

    @Test
    void handlerMayChooseAnotherCodec() throws Exception {
        start(Stacks.builder());
        CallHandler pcma = new CallHandler() {
            @Override
            public CallSession open(Call call) {
                return call::send;
            }

            @Override
            public PayloadType chooseCodec(MediaDescription offer, List<PayloadType> common) {
                return common.get(1);
            }
        };
        Call call = stack.answer(MediaDescription.parse(OFFER), "alice", pcma);
        assertEquals(List.of(PayloadType.PCMA), call.media().formats());
    }

    @ParameterizedTest
    @CsvSource({"sendrecv,SENDRECV", "sendonly,RECVONLY", "recvonly,SENDONLY", "inactive,INACTIVE"})
    void answerMirrorsTheDirection(String offered, Direction answered) throws Exception {
        start(Stacks.builder());
        Call call = answer(OFFER + "a=" + offered + "\n");
        assertEquals(answered, call.media().direction());
        Verdict expected = answered.sends() ? Verdict.ACCEPTED : Verdict.NOT_SENDING;
        assertEquals(expected, call.send(Stacks.packet(0, (byte) 1)));
    }

    @Test
    void answerHasRtcpMuxOnlyIfOffered() throws Exception {
        start(Stacks.builder());
        assertFalse(answer(OFFER).media().rtcpMux());
        stack.calls().forEach(Call::close);
        assertTrue(answer(OFFER + "a=rtcp-mux\n").media().rtcpMux());
    }

    @Test
    void refusalsSayWhy() throws Exception {
        start(Stacks.builder());
        assertEquals(Reason.PORT_ZERO, refusal(OFFER.replace("audio 40000", "audio 0")));
        assertEquals(Reason.NO_CODEC, refusal(OFFER.replace("101 8 0", "18")));
        assertEquals(Reason.PROTOCOL, refusal(OFFER.replace("RTP/SAVP", "UDP/TLS/RTP/SAVP")));
        assertEquals(
                Reason.NOT_ENCRYPTED,
                refusal(OFFER.replace("RTP/SAVP", "RTP/AVP").replaceAll("a=crypto.*\n", "")));
        assertEquals(Reason.NO_CIPHER_SUITE, refusal(OFFER.replaceAll("a=crypto.*\n", "")));
        assertEquals(Reason.NO_CIPHER_SUITE, refusal(OFFER.replace("_128_", "_999_")));
        assertEquals(Reason.ADDRESS, refusal(OFFER.replaceAll("c=.*\n", "")));
        OfferRefusedException refused = assertThrows(
                OfferRefusedException.class,
                () -> answer(OFFER.replace(KEY_A, "inline:AAEC").replace(KEY_B, "inline:AAEC")));
        assertEquals(488, refused.sipStatus());
        assertFalse(refused.getMessage().contains("AAEC"), "no key in a message");
        assertEquals(List.of(), stack.calls(), "a refused offer leaves nothing");
    }

    @Test
    void optionalEncryptionFollowsTheOffer() throws Exception {
        start(Stacks.builder().encryption(Encryption.OPTIONAL));
        assertTrue(answer(OFFER.replace("RTP/SAVP", "RTP/AVP").replaceAll("a=crypto.*\n", ""))
                .cipherSuite()
                .isEmpty());
        stack.calls().forEach(Call::close);
        assertTrue(answer(OFFER).cipherSuite().isPresent());
    }

    @Test
    void descriptionNamesTheRouteToThePeerNeverTheWildcard() throws Exception {
        start(VoipStack.builder().bind(new InetSocketAddress(0)));
        assertEquals("127.0.0.1", answer(OFFER).media().address().orElseThrow());
    }

    @Test
    void descriptionNamesTheConfiguredPublicAddress() throws Exception {
        start(Stacks.builder().publicAddress(new InetSocketAddress("203.0.113.7", 0)));
        MediaDescription answer = answer(OFFER).media();
        assertEquals("203.0.113.7", answer.address().orElseThrow());
        assertEquals(stack.localAddress().getPort(), answer.port());
        assertEquals("203.0.113.7", stack.publicAddress().join().getHostString());
    }

    @Test
    void offerNeedsItsAnswerAndRefusesOneThatDoesNotFit() throws Exception {
        start(Stacks.builder());
        Call call = stack.offer("bob", ECHO);
        assertEquals(Verdict.NO_DESTINATION, call.send(Stacks.packet(0, (byte) 1)));
        assertTrue(call.media().rtcpMux());
        assertEquals(
                DefaultSuites.NAMES,
                call.media().crypto().stream().map(line -> line.split(" ")[1]).toList());
        String refusing = call.media().toSdp().replaceFirst("m=audio \\d+", "m=audio 0");
        assertEquals(
                Reason.PORT_ZERO,
                assertThrows(OfferRefusedException.class, () -> call.complete(MediaDescription.parse(refusing)))
                        .reason());
        assertTrue(call.isClosed());
        Call other = stack.offer("bob", ECHO);
        String notOffered = other.media().toSdp().replaceAll("a=crypto:\\d", "a=crypto:5");
        assertEquals(
                Reason.ANSWER_MISMATCH,
                assertThrows(OfferRefusedException.class, () -> other.complete(MediaDescription.parse(notOffered)))
                        .reason());
        assertEquals(List.of(), stack.calls());
    }

    @Test
    void stackWithOnePortTellsWhereItsRtcpComesAndSharesIt() throws Exception {
        start(Stacks.builder().rtcpMuxOnly());
        MediaDescription offer = stack.offer("bob", ECHO).media();
        assertTrue(offer.rtcpMux());
        assertEquals(stack.localAddress().getPort(), offer.rtcpPort().orElseThrow());
        assertEquals(
                stack.localAddress().getPort(), answer(OFFER).media().rtcpPort().orElseThrow());
    }

    @Test
    void transportGivenTwiceIsAnAmbiguity() {
        VoipStackBuilder builder =
                Stacks.builder().transport(new MemoryNetwork().transport()).transport("udp");
        assertTrue(assertThrows(StackConfigurationException.class, builder::build)
                .getMessage()
                .contains("transport() was given an instance and a name"));
    }

    @Test
    void keysBesideAPlainProfileAreUsedAndTheProfileKept() throws Exception {
        start(Stacks.builder().encryption(Encryption.OPTIONAL));
        Call call = answer(OFFER.replace("RTP/SAVP", "RTP/AVP"));
        assertTrue(call.cipherSuite().isPresent());
        assertEquals("RTP/AVP", call.media().protocol());
    }

    @Test
    void keysThatCannotBeReadAreNotAnsweredInTheClear() throws Exception {
        start(Stacks.builder().encryption(Encryption.OPTIONAL));
        String plain = OFFER.replace("RTP/SAVP", "RTP/AVP").replaceAll("a=crypto.*\n", "");
        assertEquals(Reason.NO_CIPHER_SUITE, refusal(plain + "a=crypto:\n"));
        assertEquals(Reason.NO_CIPHER_SUITE, refusal(plain + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY_A + "\0\n"));
    }

    @Test
    void whatTakesProtectionAwayIsAnsweredOnlyIfAllowed() throws Exception {
        String offer = OFFER.replace(KEY_A, KEY_A + " UNENCRYPTED_SRTCP").replace(KEY_B, KEY_B + " UNENCRYPTED_SRTP");
        start(Stacks.builder().allow(SessionParameter.UNENCRYPTED_SRTCP));
        Call call = answer(offer);
        assertTrue(call.media().crypto().get(0).matches("7 AES_CM_128_HMAC_SHA1_32 inline:.{40} UNENCRYPTED_SRTCP"));
        stack.close();
        start(Stacks.builder());
        String refused =
                assertThrows(OfferRefusedException.class, () -> answer(offer)).getMessage();
        for (SessionParameter parameter :
                List.of(SessionParameter.UNENCRYPTED_SRTCP, SessionParameter.UNENCRYPTED_SRTP)) {
            assertTrue(refused.contains("allow(SessionParameter." + parameter + ")"), refused);
        }
    }

    @Test
    void addressOfAnotherFamilyIsRefused() throws Exception {
        start(Stacks.builder());
        assertEquals(Reason.ADDRESS, refusal(OFFER.replace("c=IN IP4 127.0.0.1", "c=IN IP6 ::1")));
    }

    @Test
    void handlerThatOpensNoSessionIsToldSo() throws Exception {
        start(Stacks.builder());
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> stack.answer(MediaDescription.parse(OFFER), "alice", call -> null));
        assertTrue(refused.getMessage().contains("returned null; return a CallSession"), refused.getMessage());
        assertEquals(List.of(), stack.calls());
    }

    @Test
    void callWithoutProtectionIsNoWayRoundRequiredEncryption() throws Exception {
        start(Stacks.builder());
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> stack.call(Stacks.loopback(40_000), ECHO, null));
        assertTrue(refused.getMessage().contains("encryption(Encryption.OPTIONAL)"), refused.getMessage());
        assertEquals(List.of(), stack.calls());
    }

    @Test
    void replayWindowIsAsWideAsWasAskedFor() throws Exception {
        for (int window : new int[] {64, 1024}) {
            try (VoipStack caller = Stacks.started(Stacks.builder());
                    VoipStack callee = Stacks.started(Stacks.builder().replayWindow(window))) {
                Call calling = caller.offer("bob", ECHO);
                Call answered = callee.answer(Stacks.onTheWire(calling.media()), "alice", call -> packet -> {});
                calling.complete(Stacks.onTheWire(answered.media()));
                calling.relay(numbered(300));
                calling.relay(numbered(200));
                Verdict late = window == 64 ? Verdict.TOO_OLD : Verdict.ACCEPTED;
                Stacks.await(
                        "two verdicts",
                        () -> callee.verdicts().values().stream()
                                        .mapToLong(n -> n)
                                        .sum()
                                == 2);
                assertEquals(window == 64 ? 1 : 2, callee.verdicts().get(late));
            }
        }
    }

    private static RtpPacket numbered(int sequence) {
        return RtpPacket.builder().sequence(sequence).payload(new byte[20]).build();
    }
}
