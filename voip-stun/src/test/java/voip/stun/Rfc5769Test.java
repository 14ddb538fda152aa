package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The sample messages of RFC 5769. */
class Rfc5769Test {
    static final String REQUEST = "00010058 2112a442 b7e7a701 bc34d686 fa87dfae 80220010 5354554e 20746573 7420636c"
            + "69656e74 00240004 6e0001ff 80290008 932ff9b1 51263b36 00060009 6576746a 3a683676 59202020 00080014"
            + "9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2 80280004 e57a3bcf";
    static final String IPV4_RESPONSE = "0101003c 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563"
            + "746f7220 00200008 0001a147 e112a643 00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7 80280004"
            + "c07d4c96";
    static final String IPV6_RESPONSE = "01010048 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563"
            + "746f7220 00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9 00080014 a382954e 4be67bf1 1784c97c"
            + "8292c275 bfe3ed41 80280004 c8fb0b4c";
    static final String LONG_TERM_REQUEST = "00010060 2112a442 78ad3433 c6ad72c0 29da412e 00060012 e3839ee3 8388e383"
            + "aae38383 e382afe3 82b90000 0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341"
            + "0014000b 6578616d 706c652e 6f726700 00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666";

    private static final TransactionId ID = TransactionId.of(HexFormat.of().parseHex("b7e7a701bc34d686fa87dfae"));

    @Test
    void rfc5769Section21SampleRequest() {
        StunMessage message = parse(REQUEST);
        assertEquals(MessageClass.REQUEST, message.messageClass());
        assertEquals(StunMessage.BINDING, message.method());
        assertEquals(ID, message.transactionId());
        assertEquals(Optional.of("STUN test client"), message.software());
        assertEquals(
                List.of(0x8022, 0x0024, 0x8029, 0x0006, 0x0008, 0x8028),
                message.attributes().stream().map(StunAttribute::type).toList());
        assertEquals("evtj:h6vY", text(message, AttributeType.USERNAME));
        assertEquals(List.of(0x0024), message.unknownRequiredAttributes()); // ICE's PRIORITY
        assertTrue(message.hasValidFingerprint());
    }

    @Test
    void rfc5769Section22SampleIpv4Response() {
        StunMessage message = parse(IPV4_RESPONSE);
        assertEquals(MessageClass.SUCCESS_RESPONSE, message.messageClass());
        assertEquals(StunMessage.BINDING, message.method());
        assertEquals(ID, message.transactionId());
        assertEquals(Optional.of("test vector"), message.software());
        assertEquals(Optional.of(new InetSocketAddress("192.0.2.1", 32853)), message.xorMappedAddress());
        assertEquals(Optional.empty(), message.mappedAddress());
        assertTrue(message.hasValidFingerprint());
    }

    @Test
    void rfc5769Section23SampleIpv6Response() {
        StunMessage message = parse(IPV6_RESPONSE);
        assertEquals(
                Optional.of(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853)),
                message.xorMappedAddress());
        assertEquals(List.of(), message.unknownRequiredAttributes());
        assertTrue(message.hasValidFingerprint());
    }

    @Test
    void rfc5769Section24SampleRequestWithLongTermAuthentication() {
        StunMessage message = parse(LONG_TERM_REQUEST);
        assertEquals("\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9", text(message, AttributeType.USERNAME));
        assertEquals("f//499k954d6OL34oL9FSTvy64sA", text(message, AttributeType.NONCE));
        assertEquals("example.org", text(message, AttributeType.REALM));
        assertFalse(message.hasValidFingerprint());
    }

    @Test
    void rfc5769Section21To23MessageIntegrity() throws Exception {
        StunCredentials credentials = StunCredentials.shortTerm("evtj:h6vY", "VOkJxbRl1RmTxUk/WvJxBt".toCharArray());
        try (MessageIntegrity integrity = MessageIntegrity.shortTerm(Crypto.JCE, credentials)) {
            for (String sample : List.of(REQUEST, IPV4_RESPONSE, IPV6_RESPONSE)) {
                assertTrue(integrity.verifies(parse(sample)), sample);
            }
            assertFalse(integrity.verifies(parse(LONG_TERM_REQUEST)));
        }
    }

    /** What SASLprep makes of the password is given: RFC 8265 would refuse its soft hyphen, and keep the other characters. */
    @Test
    void rfc5769Section24MessageIntegrity() throws Exception {
        StunCredentials credentials =
                StunCredentials.longTerm("\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9", "TheMatrIX".toCharArray());
        try (MessageIntegrity integrity =
                MessageIntegrity.longTerm(Crypto.JCE, credentials, "example.org", PasswordAlgorithm.MD5)) {
            StunMessage message = parse(LONG_TERM_REQUEST);
            assertTrue(integrity.verifies(message));
            StunMessageBuilder built =
                    StunMessage.builder(MessageClass.REQUEST, StunMessage.BINDING, message.transactionId());
            message.attributes().subList(0, 3).forEach(each -> built.attribute(each.type(), each.value()));
            assertEquals(message, built.messageIntegrity(integrity).build());
        }
    }

    @Test
    void rfc5769SamplesAreWrittenAsTheyWereReadPaddingIncluded() {
        for (String sample : List.of(REQUEST, IPV4_RESPONSE, IPV6_RESPONSE, LONG_TERM_REQUEST)) {
            assertArrayEquals(bytes(sample), parse(sample).toBytes());
        }
    }

    @Test
    void rfc5769AddressesAreWrittenAsInTheSamples() {
        for (String sample : List.of(IPV4_RESPONSE, IPV6_RESPONSE)) {
            StunMessage message = parse(sample);
            StunMessage built = StunMessage.builder(MessageClass.SUCCESS_RESPONSE, StunMessage.BINDING, ID)
                    .xorMappedAddress(message.xorMappedAddress().orElseThrow())
                    .build();
            assertEquals(
                    message.attribute(AttributeType.XOR_MAPPED_ADDRESS),
                    built.attribute(AttributeType.XOR_MAPPED_ADDRESS));
        }
    }

    @Test
    void fingerprintFailsOnAnyFlippedBit() {
        byte[] message = bytes(REQUEST);
        for (int bit = 0; bit < 8 * message.length; bit++) {
            byte[] flipped = message.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(StunMessage.parse(ByteBuffer.wrap(flipped))
                    .filter(StunMessage::hasValidFingerprint)
                    .isPresent());
        }
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static StunMessage parse(String hex) {
        return StunMessage.parse(ByteBuffer.wrap(bytes(hex))).orElseThrow();
    }

    private static String text(StunMessage message, int type) {
        return new String(message.attribute(type).orElseThrow().value(), UTF_8);
    }
}
