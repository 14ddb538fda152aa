package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a builder refuses at once, and what build() says where nothing is present. */
class VoipStackBuilderTest {
    private final VoipStackBuilder builder = VoipStack.builder();

    @Test
    void refusesWhatCannotBe() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 5004);
        assertRefused("nowhere.invalid", () -> builder.bind(unresolved));
        assertRefused("nowhere.invalid", () -> builder.publicAddress(unresolved));
        assertRefused("wildcard", () -> builder.publicAddress(new InetSocketAddress("0.0.0.0", 5004)));
        assertRefused("wildcard", () -> builder.publicAddress(new InetSocketAddress("::", 5004)));
        assertRefused("at least one payload type", builder::codecs);
        assertRefused("same number", () -> builder.codecs(PayloadType.PCMU, PayloadType.OPUS.withNumber(0)));
        assertRefused("encryption(Encryption.NONE)", builder::cipherSuites);
        assertRefused("17", () -> builder.rolloverTrials(17));
        assertRefused("-1", () -> builder.rolloverTrials(-1));
        assertRefused("absolute URI", () -> builder.headerExtensions("audio-level"));
        assertRefused("names a URI twice", () -> builder.headerExtensions("urn:x", "urn:x vad=on"));
        assertRefused(
                "takes the URI of the extension itself",
                () -> builder.headerExtensions(HeaderExtension.ENCRYPT + " urn:x"));
        assertRefused("needs one other URI", () -> builder.headerExtensions(HeaderExtension.ENCRYPT));
        assertRefused(
                "names 128 URIs",
                () -> builder.headerExtensions(
                        IntStream.range(0, 128).mapToObj(n -> "urn:x" + n).toArray(String[]::new)));
        assertRefused("63", () -> builder.replayWindow(63));
        assertRefused("32769", () -> builder.replayWindow(32_769));
        assertRefused("at least 1", () -> builder.unknownCallers(FakeStack.IGNORING, 0));
        assertRefused("ports 0 to 9 are no range", () -> builder.ports(0, 9));
        assertRefused("ports 9 to 8 are no range", () -> builder.ports(9, 8));
        assertRefused("ports 9 to 65536 are no range", () -> builder.ports(9, 65_536));
        assertRefused("positive", () -> builder.closeTimeout(Duration.ZERO));
        assertRefused("positive", () -> builder.closeTimeout(Duration.ofNanos(-1)));
        assertThrows(NullPointerException.class, () -> builder.transport((Transport) null));
        assertThrows(NullPointerException.class, () -> builder.signaling(null));
    }

    @Test
    void takesTheLimits() {
        builder.replayWindow(64).replayWindow(32_768).closeTimeout(Duration.ofNanos(1));
    }

    @Test
    void asksForNothingThatPlainRtpDoesNotNeed() {
        assertProblems(
                builder,
                "no transport is present; add voip.rtp (org.voipstack:voip-rtp) to the image",
                "no RTP multiplexer is present; add voip.rtp (org.voipstack:voip-rtp) to the image");
    }

    @Test
    void tellsAllProblemsInOneMessage() {
        builder.transport("carrier-pigeon")
                .cipherSuites("AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM")
                .unknownCallers(FakeStack.IGNORING, 1)
                .bind(new InetSocketAddress(65535));
        assertProblems(
                builder,
                "transport(\"carrier-pigeon\") is not present; there is none",
                "no RTP multiplexer is present",
                "no media security is present; add voip.srtp",
                "AES_CM_128_HMAC_SHA1_80, AEAD_AES_128_GCM are offered by no crypto module",
                "unknownCallers() carries plain RTP",
                "bind() to port 65535");
    }

    @Test
    void portsAndAddressesThatContradictAreProblems() throws Exception {
        assertProblems(
                VoipStack.builder()
                        .ports(5005, 5006)
                        .bind(new InetSocketAddress("127.0.0.1", 0))
                        .networkInterface("eth0"),
                "no transport",
                "no RTP multiplexer",
                "ports(5005, 5006) has no even port for RTP with the one above it for RTCP (RFC 3550 §11); widen the range",
                "networkInterface(\"eth0\") contradicts bind() to 127.0.0.1; leave one out, or name only the port: "
                        + "bind(new InetSocketAddress(port))");
        assertProblems(
                VoipStack.builder().ports(5005, 5005).rtcpMuxOnly(),
                "no transport",
                "no RTP multiplexer",
                "ports(5005, 5005) has no even port for RTP (RFC 3550 §11); widen the range");
        assertProblems(
                VoipStack.builder()
                        .ports(5006, 5006)
                        .rtcpMuxOnly()
                        .bind(new InetSocketAddress(5004))
                        .networkInterface("eth0"),
                "no transport",
                "no RTP multiplexer",
                "bind() names port 5004, and ports() the range 5006 to 5006; leave one out");
    }

    @Test
    void anAbsentCryptoProviderIsAProblem() {
        assertProblems(
                builder.transport(new FakeTransport()).cryptoProvider("BCFIPS"),
                "no RTP multiplexer is present",
                "no media security is present",
                "cryptoProvider(\"BCFIPS\") is not present");
    }

    @Test
    void encryptionWithoutAnySuiteIsAProblem() {
        assertProblems(
                builder.transport(new FakeTransport()).encryption(Encryption.OPTIONAL),
                "no RTP multiplexer is present",
                "no media security is present",
                "calls are to be encrypted, but no cipher suite is present; add voip.crypto.jce");
    }

    @Test
    void encryptionThatIsAskedForAndRefusedIsAProblem() {
        assertProblems(
                builder.transport(new FakeTransport())
                        .encryption(Encryption.NONE)
                        .cryptoProvider("JCE")
                        .bind(new InetSocketAddress(65535))
                        .rtcpMuxOnly(),
                "no RTP multiplexer is present",
                "encryption(NONE) contradicts");
    }

    @Test
    void headerExtensionsThatMustBeEncryptedNeedEncryptedCalls() {
        builder.encryption(Encryption.NONE).encryptHeaderExtensions(Encryption.REQUIRED);
        assertProblems(builder, "no transport", "no RTP multiplexer");
        assertProblems(
                builder.headerExtensions("urn:x"),
                "no transport",
                "no RTP multiplexer",
                "encryptHeaderExtensions(REQUIRED) needs encrypted calls, and this stack has none");
    }

    @Test
    void stunServerWithoutItsModuleIsAProblemAndSoIsAnAddressBesideIt() {
        assertProblems(
                builder.transport(new FakeTransport())
                        .stunServer("stun.example.org")
                        .publicAddress(new InetSocketAddress("203.0.113.7", 0)),
                "no RTP multiplexer is present",
                "no address discovery for stunServer() is present; add voip.stun (org.voipstack:voip-stun) to the image",
                "publicAddress() contradicts stunServer(), which is asked for it; leave one out");
    }

    private static void assertProblems(VoipStackBuilder builder, String... beginnings) {
        StackConfigurationException refused = assertThrows(StackConfigurationException.class, builder::build);
        List<String> problems = refused.problems();
        assertEquals(beginnings.length, problems.size(), refused.getMessage());
        for (int i = 0; i < beginnings.length; i++) {
            assertTrue(problems.get(i).startsWith(beginnings[i]), problems.get(i));
            assertTrue(refused.getMessage().contains(problems.get(i)), refused.getMessage());
        }
        assertTrue(refused.getMessage().contains("for " + beginnings.length + " reasons:\n- "), refused.getMessage());
    }

    private static void assertRefused(String words, Executable setter) {
        String message = assertThrows(IllegalArgumentException.class, setter).getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void refusesPayloadTypesThatLookLikeRtcpOnASharedPort() {
        for (int number : new int[] {64, 72, 95}) {
            PayloadType type = new PayloadType(number, "opus", 48000, 2);
            assertThrows(
                    IllegalArgumentException.class, () -> VoipStack.builder().codecs(type));
        }
        VoipStack.builder().codecs(new PayloadType(63, "a", 8000), new PayloadType(96, "b", 8000));
    }
}
