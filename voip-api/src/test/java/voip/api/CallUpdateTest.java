package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import voip.api.OfferRefusedException.Reason;
import voip.api.spi.LegSettings;
import voip.api.srtp.PacketProtection;

/** What a peer's new offer changes in a call (RFC 3264 §8, RFC 4568 §7.1.4). */
@Timeout(20)
class CallUpdateTest {
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

    @ParameterizedTest
    @CsvSource({"sendonly, RECVONLY", "inactive, INACTIVE", "recvonly, SENDONLY", "sendrecv, SENDRECV"})
    void followsThePeersDirectionAndComesBack(String offered, Direction ours) {
        Call call = answered("m=audio 7000 RTP/AVP 0", "");
        MediaDescription answer = call.update(sdp("m=audio 7000 RTP/AVP 0", "a=" + offered));
        assertEquals(ours, answer.direction());
        assertEquals(ours, settings().direction());
        assertEquals(ours, call.direction());
        assertFalse(settings().silent());
        assertEquals(answer.toSdp(), call.media().toSdp());
        assertEquals(
                Direction.SENDRECV,
                call.update(sdp("m=audio 7000 RTP/AVP 0", "")).direction());
        assertEquals(Direction.SENDRECV, settings().direction());
    }

    @Test
    void isNeverMadePlainWhateverThePolicy() throws IOException {
        for (Encryption policy : List.of(Encryption.REQUIRED, Encryption.OPTIONAL)) {
            stack.close();
            parts.encryption = policy;
            stack = parts.build();
            stack.start();
            Call call = answered("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1");
            String message = assertThrows(
                            OfferRefusedException.class, () -> call.update(sdp("m=audio 7000 RTP/AVP 0", "")))
                    .getMessage();
            assertEquals("the call is encrypted, and stays so; the new offer has no keys", message);
        }
    }

    @Test
    void sendsNothingToAPeerThatHoldsByTheUnspecifiedAddress() {
        Call call = answered("m=audio 7000 RTP/AVP 0", "");
        call.update(MediaDescription.parse("m=audio 7000 RTP/AVP 0\nc=IN IP4 0.0.0.0\n"));
        assertTrue(settings().silent());
        assertEquals(Direction.RECVONLY, call.direction());
        assertNull(settings().remote());
        call.update(sdp("m=audio 7000 RTP/AVP 0", ""));
        assertFalse(settings().silent());
    }

    @Test
    void followsThePeerToAnotherPortAndControlPort() {
        Call call = answered("m=audio 7000 RTP/AVP 0", "a=rtcp-mux");
        call.update(sdp("m=audio 7100 RTP/AVP 0", "a=rtcp:7109"));
        assertEquals(new InetSocketAddress("127.0.0.1", 7100), settings().remote());
        assertEquals(new InetSocketAddress("127.0.0.1", 7109), settings().remoteControl());
        assertFalse(settings().muxControl());
        assertFalse(call.media().rtcpMux());
    }

    @Test
    void changesTheCodecAndStillAcceptsTheFormerOne() {
        Call call = answered("m=audio 7000 RTP/AVP 0", "");
        MediaDescription answer = call.update(sdp("m=audio 7000 RTP/AVP 8", ""));
        assertEquals(List.of(PayloadType.PCMA), answer.formats());
        assertEquals(Optional.of(PayloadType.PCMA), call.payloadType());
        assertEquals(
                List.of(PayloadType.PCMA, PayloadType.PCMU), settings().formats(), "packets with it are in flight");
    }

    @Test
    void aRefusedOfferChangesNothing() {
        Call call = answered("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1");
        LegSettings before = settings();
        String media = call.media().toSdp();
        assertRefused(Reason.NO_CODEC, call, sdp("m=audio 7100 RTP/SAVP 9", "a=crypto:theirs 2"));
        assertRefused(Reason.PORT_ZERO, call, sdp("m=audio 0 RTP/SAVP 0", "a=crypto:theirs 2"));
        assertRefused(Reason.NOT_ENCRYPTED, call, sdp("m=audio 7100 RTP/AVP 0", ""));
        assertRefused(
                Reason.ADDRESS, call, MediaDescription.parse("m=audio 7100 RTP/SAVP 0\nc=IN IP6 ::1\na=crypto:x\n"));
        assertSame(before, settings());
        assertEquals(media, call.media().toSdp());
        assertFalse(call.isClosed());
    }

    @Test
    void keepsTheKeysThatThePeerKeeps() {
        Call call = answered("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1");
        PacketProtection protection = settings().protection();
        List<String> ours = call.media().crypto();
        call.update(sdp("m=audio 7100 RTP/SAVP 0", "a=crypto:theirs 1\r\na=sendonly"));
        assertSame(protection, settings().protection());
        assertEquals(ours, call.media().crypto());
    }

    @Test
    void takesNewKeysAndLetsThePeerBeTheFirstToUseThem() {
        Call call = answered("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1");
        PacketProtection former = settings().protection();
        List<String> ours = call.media().crypto();
        call.update(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 2"));
        assertNotSame(former, settings().protection());
        assertNotEquals(ours, call.media().crypto());
        assertFalse(parts.legs.legs.get(0).peerWasReady, "it has no answer yet");
        verify(former, never()).close(); // the leg does, when packets under the new keys come
    }

    @Test
    void answersWithAFreshKeyWhereOurAddressOrPortHasChanged() throws Exception {
        FakeDiscovery discovery = restartWithDiscovery();
        finds(discovery, "203.0.113.7", 6_000);
        MediaDescription offer = sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1");
        Call call = stack.answer(offer, "alice", FakeStack.IGNORING);
        finds(discovery, "203.0.113.7", 8_000);
        assertKeyChanges(call, offer);
        finds(discovery, "203.0.113.8", 8_000);
        assertKeyChanges(call, offer);
        assertEquals(List.of(false, true, false, true, false), keys.freshOurs);
        assertFalse(keys.currents.subList(1, 5).contains(null), "the peer's key may go on");
    }

    @Test
    void offersFreshKeysWhereOurAddressHasChanged() throws Exception {
        FakeDiscovery discovery = restartWithDiscovery();
        finds(discovery, "203.0.113.7", 6_000);
        MediaDescription offer = sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1");
        Call call = stack.answer(offer, "alice", FakeStack.IGNORING);
        assertEquals(call.media().crypto(), call.offer(CallChange.none()).crypto());
        call.withdraw();
        finds(discovery, "203.0.113.8", 6_000);
        assertNotEquals(call.media().crypto(), call.offer(CallChange.none()).crypto());
    }

    private static void assertKeyChanges(Call call, MediaDescription offer) {
        List<String> ours = call.media().crypto();
        List<String> fresh = call.update(offer).crypto();
        assertNotEquals(ours, fresh);
        assertEquals(fresh, call.update(offer).crypto(), "and then stays");
    }

    private FakeDiscovery restartWithDiscovery() throws IOException {
        stack.close();
        FakeDiscovery discovery = new FakeDiscovery();
        parts.discovery = discovery;
        stack = parts.build();
        stack.start();
        return discovery;
    }

    private static void finds(FakeDiscovery discovery, String host, int port) throws InterruptedException {
        discovery.finds(5004, host, port);
        discovery.finds(5005, host, port + 1);
    }

    @Test
    void wipesNewKeysOfAnAddressThatCannotBeHadAndGoesOn() {
        Call call = answered("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1");
        PacketProtection present = settings().protection();
        PacketProtection[] refused = new PacketProtection[1];
        parts.legs.onUpdate = leg -> {
            throw new IllegalStateException("taken");
        };
        for (String line : List.of("theirs 1", "theirs 2")) {
            assertThrows(
                    IllegalStateException.class, () -> call.update(sdp("m=audio 7100 RTP/SAVP 0", "a=crypto:" + line)));
        }
        assertSame(present, settings().protection());
        verify(present, never()).close();
        assertFalse(call.isClosed());
    }

    @Test
    void aPlainCallMayBecomeAnEncryptedOne() {
        Call call = answered("m=audio 7000 RTP/AVP 0", "");
        call.update(sdp("m=audio 7000 RTP/SAVP 0", "a=crypto:theirs 1"));
        assertTrue(call.media().isSecure());
        assertSame(keysOf(call), settings().protection());
    }

    @Test
    void aCallWithoutDescriptionsHasNoneToChange() {
        Call call = stack.call(new InetSocketAddress("127.0.0.1", 7000), FakeStack.IGNORING, null);
        assertThrows(IllegalStateException.class, () -> call.update(sdp("m=audio 7000 RTP/AVP 0", "")));
        assertThrows(IllegalStateException.class, () -> call.offer(CallChange.hold()));
        assertThrows(IllegalStateException.class, () -> call.complete(sdp("m=audio 7000 RTP/AVP 0", "")));
    }

    @Test
    void aClosedCallIsNotChanged() {
        Call call = answered("m=audio 7000 RTP/AVP 0", "");
        call.close();
        assertThrows(IllegalStateException.class, () -> call.update(sdp("m=audio 7000 RTP/AVP 0", "")));
        assertThrows(IllegalStateException.class, () -> call.offer(CallChange.none()));
        assertThrows(IllegalStateException.class, call::withdraw);
    }

    @Test
    void hasAPolicyOfSourcesOfItsOwn() {
        Call call = answered("m=audio 7000 RTP/AVP 0", "");
        call.sources(SourcePolicy.PROBATION);
        assertEquals(SourcePolicy.PROBATION, parts.legs.legs.get(0).sources);
    }

    private Call answered(String media, String attribute) {
        return stack.answer(sdp(media, attribute), "alice", FakeStack.IGNORING);
    }

    private LegSettings settings() {
        return parts.legs.legs.get(0).settings;
    }

    private PacketProtection keysOf(Call call) {
        assertEquals(1, call.media().crypto().size());
        return settings().protection();
    }

    private static void assertRefused(Reason reason, Call call, MediaDescription offer) {
        assertEquals(
                reason,
                assertThrows(OfferRefusedException.class, () -> call.update(offer))
                        .reason());
    }

    static MediaDescription sdp(String media, String attribute) {
        return MediaDescription.parse(
                media + "\r\nc=IN IP4 127.0.0.1\r\n" + (attribute.isEmpty() ? "" : attribute + "\r\n"));
    }
}
