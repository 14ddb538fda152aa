package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.srtp.PacketProtection;

/** Header extensions of calls, and what becomes of them when a call changes. */
@Timeout(20)
class CallExtensionsTest {
    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String TIME = "urn:ietf:params:rtp-hdrext:ntp-64";
    private static final String ENCRYPTED = HeaderExtension.ENCRYPT + " " + LEVEL;

    private final FakeStack parts = new FakeStack();
    private final FakeKeys keys = new FakeKeys();
    private VoipStack stack;

    @BeforeEach
    void start() throws IOException {
        keys.encryptsExtensions = true;
        parts.keys = keys;
        parts.headerExtensions = ExtensionRules.wanted(LEVEL, TIME);
        stack = parts.build();
        stack.start();
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void nothingIsOfferedOrAcceptedUnlessItIsNamed() throws IOException {
        stack.close();
        parts.headerExtensions = List.of();
        stack = parts.build();
        stack.start();
        assertFalse(stack.offer("bob", FakeStack.IGNORING).media().toSdp().contains("extmap"));
        Call call = stack.answer(secured("theirs 1", "1 " + LEVEL, "2 " + ENCRYPTED), "alice", FakeStack.IGNORING);
        assertFalse(call.media().toSdp().contains("extmap"));
        assertEquals(Map.of(), call.headerExtensions());
    }

    @Test
    void anAnsweredCallKnowsThemWhenItsSessionIsOpened() {
        List<Map<String, HeaderExtension>> seen = new ArrayList<>();
        Call call = stack.answer(secured("theirs 1", "4/sendonly " + ENCRYPTED, "9 urn:other"), "alice", opened -> {
            seen.add(opened.headerExtensions());
            return packet -> {};
        });
        HeaderExtension level = new HeaderExtension(4, LEVEL, Direction.RECVONLY, "", true);
        assertEquals(List.of(Map.of(LEVEL, level)), seen);
        assertEquals(List.of(level), call.media().headerExtensions());
        verify(protection()).encryptExtensions(Set.of(4));
    }

    @Test
    void aPlainCallHasThemInClear() {
        Call call = stack.answer(
                CallUpdateTest.sdp("m=audio 7000 RTP/AVP 0", "a=extmap:1 " + ENCRYPTED + "\r\na=extmap:2 " + LEVEL),
                "alice",
                FakeStack.IGNORING);
        assertEquals(List.of("2 " + LEVEL), ExtmapLinesTest.lines(call.media()));
        assertFalse(call.headerExtensions().get(LEVEL).encrypted());
    }

    @Test
    void anOfferedCallKnowsThemOnceItIsAnswered() {
        Call call = stack.offer("bob", FakeStack.IGNORING);
        assertEquals(
                List.of("1 " + ENCRYPTED, "2 " + LEVEL, "3 " + HeaderExtension.ENCRYPT + " " + TIME, "4 " + TIME),
                ExtmapLinesTest.lines(call.media()));
        assertTrue(call.media().extmapAllowMixed());
        assertEquals(Map.of(), call.headerExtensions());
        call.complete(secured("theirs 1", "1 " + ENCRYPTED, "2/inactive " + LEVEL, "4/sendonly " + TIME));
        assertEquals(
                Map.of(
                        LEVEL, new HeaderExtension(1, LEVEL, Direction.SENDRECV, "", true),
                        TIME, new HeaderExtension(4, TIME, Direction.RECVONLY, "", false)),
                call.headerExtensions());
        verify(protection()).encryptExtensions(Set.of(1));
    }

    @Test
    void newKeysEncryptTheSameBeforeTheirFirstPacket() {
        Call call = answered();
        PacketProtection former = protection();
        call.update(secured("theirs 2", "4 " + ENCRYPTED));
        assertNotSame(former, protection());
        verify(protection()).encryptExtensions(Set.of(4));
        call.offer(CallChange.none().freshKeys());
        call.complete(secured("theirs 3", "4 " + ENCRYPTED));
        verify(protection()).encryptExtensions(Set.of(4));
    }

    /** Until the peer has the new keys, packets go on under the former: what is to be encrypted must not be in clear there. */
    @Test
    void whileTheFormerKeysServeTheyEncryptWhatIsAddedToo() {
        String time = HeaderExtension.ENCRYPT + " " + TIME;
        Call call = answered();
        PacketProtection former = protection();
        call.update(secured("theirs 2", "4 " + ENCRYPTED, "5 " + time));
        assertNotSame(former, protection());
        assertTrue(call.headerExtensions().get(TIME).encrypted());
        verify(former).encryptExtensions(Set.of(4, 5));
    }

    @Test
    void soTheyDoIfItIsAddedByTheNextChange() {
        String time = HeaderExtension.ENCRYPT + " " + TIME;
        Call call = answered();
        PacketProtection former = protection();
        call.update(secured("theirs 2", "4 " + ENCRYPTED));
        verify(former, never()).encryptExtensions(Set.of(4, 5));
        call.update(secured("theirs 2", "4 " + ENCRYPTED, "5 " + time));
        verify(former).encryptExtensions(Set.of(4, 5));
    }

    @Test
    void aChangeToNewKeysThatFailsLeavesThePresentOnesAsTheyWere() {
        Call call = answered();
        PacketProtection present = protection();
        parts.legs.onUpdate = leg -> {
            throw new IllegalStateException("another call is there");
        };
        MediaDescription more = secured("theirs 2", "4 " + ENCRYPTED, "5 " + HeaderExtension.ENCRYPT + " " + TIME);
        assertThrows(IllegalStateException.class, () -> call.update(more));
        verify(keys.made.get(1)).close();
        var inOrder = inOrder(present);
        inOrder.verify(present).encryptExtensions(Set.of(4, 5));
        inOrder.verify(present).encryptExtensions(Set.of(4));
        verify(present, never()).close();
    }

    @Test
    void anExtensionIsAddedAndTakenAwayWhileTheCallRuns() {
        Call call = answered();
        String time = HeaderExtension.ENCRYPT + " " + TIME;
        call.update(secured("theirs 1", "4 " + ENCRYPTED, "5 " + time));
        assertEquals(Set.of(LEVEL, TIME), call.headerExtensions().keySet());
        call.update(secured("theirs 1", "5 " + time));
        assertEquals(Set.of(TIME), call.headerExtensions().keySet());
        call.update(secured("theirs 1", "4 urn:other", "5 " + LEVEL));
        assertEquals(Map.of(), call.headerExtensions(), "5 has had another meaning");
        var inOrder = inOrder(protection());
        inOrder.verify(protection()).encryptExtensions(Set.of(4));
        inOrder.verify(protection(), atLeastOnce()).encryptExtensions(Set.of(4, 5));
    }

    @Test
    void ourOffersWithinACallKeepThePeersIdentifiers() {
        Call call = answered();
        MediaDescription offer = call.offer(CallChange.hold());
        assertTrue(ExtmapLinesTest.lines(offer).contains("4 " + ENCRYPTED), offer.toString());
        call.complete(secured("theirs 1", "4/recvonly " + ENCRYPTED).toBuilder()
                .direction(Direction.RECVONLY)
                .build());
        assertEquals(Direction.SENDONLY, call.headerExtensions().get(LEVEL).direction());
        assertEquals(4, call.headerExtensions().get(LEVEL).id());
    }

    @Test
    void aChangeThatFailsEncryptsNothingMore() {
        Call call = answered();
        PacketProtection protection = protection();
        parts.legs.onUpdate = leg -> {
            throw new IllegalStateException("another call is there");
        };
        MediaDescription more = secured("theirs 1", "4 " + ENCRYPTED, "5 " + HeaderExtension.ENCRYPT + " " + TIME);
        assertThrows(IllegalStateException.class, () -> call.update(more));
        assertSame(protection, protection());
        var inOrder = inOrder(protection);
        inOrder.verify(protection).encryptExtensions(Set.of(4, 5));
        inOrder.verify(protection).encryptExtensions(Set.of(4));
        assertNull(call.headerExtensions().get(TIME));
    }

    @Test
    void aProviderThatFailsAtThemLeavesNoKeys() {
        IllegalStateException failure = new IllegalStateException("the provider failed");
        Call call = answered();
        PacketProtection protection = protection();
        keys.extensionFailure = failure;
        assertSame(
                failure,
                assertThrows(IllegalStateException.class, () -> call.update(secured("theirs 2", "4 " + ENCRYPTED))));
        verify(keys.made.get(1)).close();
        assertSame(protection, protection());
        verify(protection, never()).close();
        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> stack.answer(secured("theirs 3", "4 " + ENCRYPTED), "bob", FakeStack.IGNORING)));
        verify(keys.made.get(2)).close();
    }

    @Test
    void eachForkThatAnswersHasItsOwn() {
        Call call = stack.offer("bob", FakeStack.IGNORING);
        call.complete(secured("theirs 1", "1 " + ENCRYPTED));
        call.complete(secured("theirs 2", "2 " + LEVEL));
        assertEquals(2, call.headerExtensions().get(LEVEL).id());
        call.complete(secured("theirs 3"));
        assertEquals(Map.of(), call.headerExtensions());
    }

    private Call answered() {
        return stack.answer(secured("theirs 1", "4 " + ENCRYPTED), "alice", FakeStack.IGNORING);
    }

    private PacketProtection protection() {
        return parts.legs.legs.get(0).settings.protection();
    }

    private static MediaDescription secured(String key, String... lines) {
        String attributes = "a=crypto:" + key;
        for (String line : lines) {
            attributes += "\r\na=extmap:" + line;
        }
        return CallUpdateTest.sdp("m=audio 7000 RTP/SAVP 0", attributes);
    }
}
