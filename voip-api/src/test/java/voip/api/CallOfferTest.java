package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.api.CallUpdateTest.sdp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.spi.LegSettings;
import voip.api.srtp.PacketProtection;

/** What our own offers change in a call, and what the answers of several forks do. */
@Timeout(20)
class CallOfferTest {
    private final FakeStack parts = new FakeStack();
    private final FakeKeys keys = new FakeKeys();
    private VoipStack stack;

    @BeforeEach
    void start() throws IOException {
        parts.keys = keys;
        stack = parts.build();
        stack.start();
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void holdsOnceItIsAnsweredAndResumesAtOnce() {
        Call call = established();
        MediaDescription hold = call.offer(CallChange.hold());
        assertEquals(Direction.SENDONLY, hold.direction());
        assertEquals(Direction.SENDRECV, settings().direction(), "what is in flight is still taken");
        call.complete(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1\r\na=recvonly"));
        assertEquals(Direction.SENDONLY, settings().direction());
        assertEquals(hold.toSdp(), call.media().toSdp());
        call.offer(CallChange.resume());
        assertEquals(Direction.SENDRECV, settings().direction(), "who offers must be ready to receive");
        call.complete(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1"));
        assertEquals(Direction.SENDRECV, settings().direction());
    }

    @Test
    void ourHoldOutlastsThePeersOffers() {
        Call call = established();
        call.offer(CallChange.hold());
        call.complete(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1\r\na=recvonly"));
        assertEquals(
                Direction.SENDONLY,
                call.update(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1")).direction());
        assertEquals(
                Direction.INACTIVE,
                call.update(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1\r\na=sendonly"))
                        .direction());
    }

    @Test
    void changesCodecsOnceItIsAnsweredAndAcceptsThemAtOnce() {
        Call call = established();
        MediaDescription offer = call.offer(CallChange.none().codecs(PayloadType.G722));
        assertEquals(List.of(PayloadType.G722), offer.formats());
        assertTrue(settings().formats().containsAll(List.of(PayloadType.PCMU, PayloadType.G722)));
        assertEquals(Optional.of(PayloadType.PCMU), call.payloadType());
        call.complete(sdp("m=audio 7000 RTP/SAVP 9", "a=crypto:theirs 1"));
        assertEquals(Optional.of(PayloadType.G722), call.payloadType());
        assertEquals(List.of(PayloadType.G722, PayloadType.PCMU), settings().formats());
        assertEquals(
                List.of(PayloadType.G722),
                call.update(sdp("m=audio 7000 RTP/SAVP 0 9", "a=crypto:theirs 1"))
                        .formats());
        assertThrows(IllegalArgumentException.class, () -> CallChange.none().codecs(new PayloadType(72, "x", 8000)));
    }

    @Test
    void offersItsKeyAgainUnlessFreshOnesAreAskedFor() {
        Call call = established();
        PacketProtection present = settings().protection();
        assertEquals(call.media().crypto(), call.offer(CallChange.none()).crypto());
        call.complete(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1"));
        assertSame(present, settings().protection());
        call.offer(CallChange.none().freshKeys());
        assertNull(keys.currents.get(keys.currents.size() - 1));
        call.complete(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 2"));
        assertNotSame(present, settings().protection());
        assertTrue(parts.legs.legs.get(0).peerWasReady, "it has sent its answer");
    }

    @Test
    void withdrawingGoesBackToWhatWas() {
        Call call = established();
        LegSettings before = settings();
        String media = call.media().toSdp();
        call.offer(CallChange.none().codecs(PayloadType.G722).freshKeys());
        assertThrows(IllegalStateException.class, () -> call.offer(CallChange.none()), "one at a time");
        assertThrows(
                IllegalStateException.class,
                () -> call.update(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1")),
                "glare");
        call.withdraw();
        assertEquals(before, settings());
        assertEquals(media, call.media().toSdp());
        assertEquals(0, keys.openOffers);
        assertThrows(IllegalStateException.class, call::withdraw);
        call.update(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1"));
        assertEquals(Optional.of(PayloadType.PCMU), call.payloadType(), "the codecs are the former ones, too");
    }

    @Test
    void anAnswerThatDoesNotFitANewOfferLeavesTheCallAsItIs() {
        Call call = established();
        LegSettings before = settings();
        call.offer(CallChange.none());
        assertThrows(OfferRefusedException.class, () -> call.complete(sdp("m=audio 0 RTP/SAVP 0", "")));
        assertFalse(call.isClosed());
        call.withdraw();
        assertEquals(before, settings());
    }

    @Test
    void followsTheForkThatAnsweredLastUnderOneKeyOfOurs() {
        Call call = stack.offer("bob", FakeStack.IGNORING);
        List<String> ours = call.media().crypto();
        call.complete(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1"));
        call.complete(sdp("m=audio 8000 RTP/SAVP 8", "a=crypto:theirs 2"));
        assertEquals(new InetSocketAddress("127.0.0.1", 8000), settings().remote());
        assertEquals(Optional.of(PayloadType.PCMA), call.payloadType());
        assertEquals(ours, call.media().crypto());
        assertThrows(OfferRefusedException.class, () -> call.complete(sdp("m=audio 0 RTP/SAVP 0", "")));
        assertEquals(
                new InetSocketAddress("127.0.0.1", 8000), settings().remote(), "a fork that declines ends nothing");
        assertEquals(1, keys.openOffers);
        call.update(sdp("m=audio 8000 RTP/SAVP 0", "a=crypto:theirs 2"));
        assertEquals(0, keys.openOffers, "the offer's keys are wiped with the next");
        assertThrows(
                IllegalStateException.class, () -> call.complete(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1")));
    }

    @Test
    void aForkThatDeclinesWhileAnotherAnswersEndsNothing() {
        Call call = stack.offer("bob", FakeStack.IGNORING);
        keys.onComplete = () -> {
            keys.onComplete = () -> {};
            call.complete(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1"));
            throw new OfferRefusedException(OfferRefusedException.Reason.ANSWER_MISMATCH, "declined");
        };
        assertThrows(
                OfferRefusedException.class, () -> call.complete(sdp("m=audio 8000 RTP/SAVP 0", "a=crypto:theirs 2")));
        assertFalse(call.isClosed());
    }

    @Test
    void knowsTheClockOfACodecThatTheAnswerNumbersDifferently() {
        Call call = established();
        call.offer(CallChange.none().codecs(PayloadType.OPUS));
        call.complete(sdp("m=audio 7000 RTP/SAVP 96", "a=rtpmap:96 opus/48000/2\r\na=crypto:theirs 1"));
        PayloadType sent = call.payloadType().orElseThrow();
        assertEquals(96, sent.number());
        assertTrue(settings().formats().contains(sent), "by which reports find its clock rate");
    }

    @Test
    void theFirstOfferIsNotWithdrawn() {
        Call call = stack.offer("bob", FakeStack.IGNORING);
        assertThrows(IllegalStateException.class, call::withdraw);
        assertThrows(IllegalStateException.class, () -> call.offer(CallChange.none()));
        call.close();
        assertEquals(0, keys.openOffers);
    }

    private Call established() {
        Call call = stack.offer("bob", FakeStack.IGNORING);
        call.complete(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1"));
        return call;
    }

    private LegSettings settings() {
        return parts.legs.legs.get(0).settings;
    }
}
