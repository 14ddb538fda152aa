package voip.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Call;
import voip.api.CallChange;
import voip.api.Encryption;
import voip.api.HeaderExtension;
import voip.api.MediaDescription;
import voip.api.RtpPacket;
import voip.api.RtpPacketBuilder;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.testkit.MemoryNetwork;

/** Header extensions that two stacks agree on by SDP, as they are on the wire and as they arrive (RFC 8285, RFC 6904). */
@Timeout(60)
class HeaderExtensionsIT {
    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String TIME = "urn:ietf:params:rtp-hdrext:ntp-64";
    private static final int VOICE = 0x80 | 27;

    private final MemoryNetwork network = new MemoryNetwork();
    private final List<RtpPacket> wire = new CopyOnWriteArrayList<>();
    private final List<RtpPacket> heard = new CopyOnWriteArrayList<>();
    private final List<byte[]> times = new ArrayList<>(); // as they were sent
    private VoipStack caller;
    private VoipStack callee;
    private Call calling;
    private Call answered;

    @AfterEach
    void close() {
        caller.close();
        callee.close();
        network.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
    void encryptedElementsAreReadByThePeerAndByNobodyElse(String suite) throws Exception {
        start(builder(1).cipherSuites(suite), builder(2).cipherSuites(suite));
        call(calling.media());
        assertEquals(suite, answered.cipherSuite().orElseThrow());
        assertTrue(calling.headerExtensions().get(LEVEL).encrypted());
        assertEquals(calling.headerExtensions(), answered.headerExtensions());
        talk(200);
        assertHeardAsSent(200);
        assertHidden(wire);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
    void theSameCallShowsThemIfOneSideDoesNotWantThemEncrypted(String suite) throws Exception {
        start(builder(1).cipherSuites(suite), builder(2).cipherSuites(suite).encryptHeaderExtensions(Encryption.NONE));
        call(calling.media());
        assertFalse(calling.headerExtensions().get(LEVEL).encrypted());
        talk(50);
        assertHeardAsSent(50);
        assertShown(wire);
    }

    @Test
    void aCallWithoutEncryptionHasThemInClear() throws Exception {
        start(builder(1).encryption(Encryption.NONE), builder(2).encryption(Encryption.NONE));
        call(calling.media());
        talk(50);
        assertHeardAsSent(50);
        assertShown(wire);
    }

    @Test
    void whatMustBeEncryptedIsNotSentToAPeerThatCannot() throws Exception {
        start(
                builder(1).encryptHeaderExtensions(Encryption.REQUIRED),
                builder(2).encryptHeaderExtensions(Encryption.NONE));
        call(calling.media());
        assertEquals(Map.of(), calling.headerExtensions());
        assertEquals(Map.of(), answered.headerExtensions());
    }

    @Test
    void newKeysAndHoldKeepThemEncryptedAndReadable() throws Exception {
        start(builder(1), builder(2));
        call(calling.media());
        Map<String, HeaderExtension> agreed = calling.headerExtensions();
        talk(20);
        change(calling, answered, CallChange.none().freshKeys());
        talk(20);
        change(answered, calling, CallChange.none().freshKeys());
        talk(20);
        change(calling, answered, CallChange.hold());
        talk(20);
        change(calling, answered, CallChange.resume());
        talk(20);
        assertEquals(agreed, calling.headerExtensions());
        assertEquals(agreed, answered.headerExtensions());
        assertHeardAsSent(100);
        assertHidden(wire);
    }

    @Test
    void areAddedWhileTheCallRunsUnderItsKeys() throws Exception {
        start(builder(1), builder(2));
        call(calling.media().toBuilder().headerExtensions(List.of()).build());
        assertEquals(Map.of(), calling.headerExtensions());
        List<String> keys = answered.media().crypto();
        change(calling, answered, CallChange.none());
        assertEquals(Set.of(LEVEL, TIME), calling.headerExtensions().keySet());
        assertTrue(keys.equals(answered.media().crypto()), "the key is another");
        talk(20);
        assertHeardAsSent(20);
        assertHidden(wire);
    }

    @Test
    void anOfferAsBrowsersMakeItIsAnsweredWithOursAlone() throws Exception {
        start(builder(1), builder(2));
        calling.close();
        String offer = """
                v=0
                o=- 1 1 IN IP4 10.0.0.9
                s=-
                c=IN IP4 10.0.0.9
                t=0 0
                a=extmap-allow-mixed
                m=audio 40000 RTP/SAVPF 111 0
                a=rtpmap:111 opus/48000/2
                a=rtcp-mux
                a=extmap:14 urn:ietf:params:rtp-hdrext:toffset
                a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
                a=extmap:13 urn:3gpp:video-orientation
                a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
                a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay
                a=extmap:6 http://www.webrtc.org/experiments/rtp-hdrext/video-content-type
                a=extmap:7 http://www.webrtc.org/experiments/rtp-hdrext/video-timing
                a=extmap:8 http://www.webrtc.org/experiments/rtp-hdrext/color-space
                a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
                a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
                a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
                a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd
                """;
        Call call = callee.answer(MediaDescription.parse(offer), "browser", made -> packet -> {});
        assertEquals(
                List.of("a=extmap-allow-mixed", "a=extmap:1 " + LEVEL),
                call.media()
                        .toSdp()
                        .lines()
                        .filter(line -> line.startsWith("a=extmap"))
                        .toList());
    }

    private VoipStackBuilder builder(int host) {
        return VoipStack.builder()
                .bind(new InetSocketAddress("10.0.0." + host, 5004))
                .headerExtensions(LEVEL + " vad=on", TIME)
                .transport(network.transport());
    }

    private void start(VoipStackBuilder one, VoipStackBuilder other) throws Exception {
        caller = Stacks.started(one);
        callee = Stacks.started(other);
        network.filter((from, to, datagram) -> {
            if ((datagram[1] & 0x60) != 0x40) { // RTCP may share the port (RFC 5761 §4)
                wire.add(RtpPacket.parse(datagram));
            }
            return Optional.of(datagram);
        });
        calling = caller.offer("bob", made -> packet -> {});
    }

    private void call(MediaDescription offer) {
        answered = callee.answer(Stacks.onTheWire(offer), "alice", made -> packet -> heard.add(packet.copy()));
        calling.complete(Stacks.onTheWire(answered.media()));
    }

    private void change(Call offerer, Call answerer, CallChange change) {
        offerer.complete(Stacks.onTheWire(answerer.update(Stacks.onTheWire(offerer.offer(change)))));
    }

    /** As an application does it. */
    private void talk(int packets) {
        HeaderExtension level = calling.headerExtensions().get(LEVEL);
        HeaderExtension time = calling.headerExtensions().get(TIME);
        assertEquals("vad=on", level.attributes());
        assertTrue(level.direction().sends());
        for (int i = 0; i < packets; i++) {
            byte[] now = ByteBuffer.allocate(8)
                    .putLong(0x0123_4567_89AB_0000L + times.size())
                    .array();
            times.add(now);
            RtpPacketBuilder packet = RtpPacket.builder()
                    .payloadType(calling.payloadType().orElseThrow())
                    .timestamp(160L * times.size())
                    .extension(level.id(), new byte[] {(byte) VOICE})
                    .extension(time.id(), now)
                    .payload(new byte[160]);
            assertEquals(Verdict.ACCEPTED, calling.send(packet.build()));
            network.advance(Duration.ofMillis(20));
        }
    }

    private void assertHeardAsSent(int packets) {
        assertEquals(packets, heard.size());
        for (int i = 0; i < packets; i++) {
            assertArrayEquals(new byte[] {(byte) VOICE}, element(heard.get(i), LEVEL));
            assertArrayEquals(times.get(i), element(heard.get(i), TIME));
        }
    }

    /** One byte may look like itself by chance, and does in one packet of 256. */
    private void assertHidden(List<RtpPacket> packets) {
        assertEquals(times.size(), packets.size());
        int shown = 0;
        for (int i = 0; i < packets.size(); i++) {
            assertFalse(Arrays.equals(times.get(i), element(packets.get(i), TIME)));
            shown += element(packets.get(i), LEVEL)[0] == (byte) VOICE ? 1 : 0;
        }
        assertTrue(shown <= packets.size() / 4, shown + " of " + packets.size());
    }

    private void assertShown(List<RtpPacket> packets) {
        assertEquals(times.size(), packets.size());
        for (int i = 0; i < packets.size(); i++) {
            assertArrayEquals(times.get(i), element(packets.get(i), TIME));
            assertArrayEquals(new byte[] {(byte) VOICE}, element(packets.get(i), LEVEL));
        }
    }

    private byte[] element(RtpPacket packet, String uri) {
        ByteBuffer element =
                packet.extension(calling.headerExtensions().get(uri).id());
        byte[] bytes = new byte[element.remaining()];
        element.get(bytes);
        return bytes;
    }
}
