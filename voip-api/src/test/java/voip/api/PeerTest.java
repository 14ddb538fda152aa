package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static voip.api.OfferAnswerTest.assertRefused;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.OfferRefusedException.Reason;

class PeerTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.1", "2001:db8::1", "localhost"})
    void receivesRtcpOnThePortAbove(String host) {
        Peer peer = Peer.of(sdp(host, ""), false);
        assertEquals(new InetSocketAddress(host, 5004), peer.media());
        assertEquals(new InetSocketAddress(host, 5005), peer.control());
    }

    @Test
    void receivesRtcpOnTheMediaPortWithMuxWhateverRtcpSays() {
        Peer peer = Peer.of(sdp("192.0.2.1", "a=rtcp:6000 IN IP4 192.0.2.2"), true);
        assertEquals(new InetSocketAddress("192.0.2.1", 5004), peer.media());
        assertEquals(peer.media(), peer.control());
    }

    @Test
    void rfc3605RtcpMayHaveAPortAndAnAddressOfItsOwn() {
        assertEquals(
                new InetSocketAddress("192.0.2.1", 6000),
                Peer.of(sdp("192.0.2.1", "a=rtcp:6000"), false).control());
        assertEquals(
                new InetSocketAddress("2001:db8::2", 6000),
                Peer.of(sdp("192.0.2.1", "a=rtcp:6000 IN IP6 2001:db8::2"), false)
                        .control());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void theUnspecifiedAddressHoldsTheCall(String host) {
        assertEquals(new Peer(null, null), Peer.of(sdp(host, ""), false));
        assertEquals(new Peer(null, null), Peer.of(sdp(host, "a=rtcp:6000 IN IP4 192.0.2.2"), false));
        assertEquals(new Peer(null, null), Peer.of(sdp(host, ""), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"IP4 0.0.0.0", "IP6 ::"})
    void rtcpToTheUnspecifiedAddressGoesNowhere(String host) {
        Peer peer = Peer.of(sdp("192.0.2.1", "a=rtcp:9 IN " + host), false);
        assertEquals(new InetSocketAddress("192.0.2.1", 5004), peer.media());
        assertNull(peer.control());
    }

    @Test
    void thereIsNoPortAboveTheLast() {
        assertNull(Peer.of(MediaDescription.parse("m=audio 65535 RTP/AVP 0\nc=IN IP4 192.0.2.1"), false)
                .control());
    }

    @Test
    void refusesAddressesThatAreOfNoUse() {
        assertRefused(Reason.ADDRESS, "c=", () -> Peer.of(MediaDescription.parse("m=audio 5004 RTP/AVP 0"), false));
        assertRefused(Reason.ADDRESS, "multicast", () -> Peer.of(sdp("233.252.0.1/127", ""), false));
        assertRefused(Reason.ADDRESS, "multicast", () -> Peer.of(sdp("ff0e::1", ""), true));
        assertRefused(
                Reason.ADDRESS, "multicast", () -> Peer.of(sdp("192.0.2.1", "a=rtcp:6000 IN IP4 233.252.0.1"), false));
        assertRefused(Reason.ADDRESS, "not known", () -> Peer.of(sdp("300.1.2.3.invalid", ""), false));
        assertRefused(Reason.ADDRESS, "not known", () -> Peer.of(sdp("1:2:zz", ""), false));
    }

    private static MediaDescription sdp(String host, String attribute) {
        return MediaDescription.parse("m=audio 5004 RTP/AVP 0\nc=IN " + (host.contains(":") ? "IP6 " : "IP4 ") + host
                + "\n" + attribute + "\n");
    }
}
