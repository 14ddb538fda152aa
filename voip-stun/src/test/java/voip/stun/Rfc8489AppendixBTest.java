package voip.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * The sample request of RFC 8489 appendix B.1. Its header's length counts 20 bytes more than are printed, so that it is no
 * message as it stands; its HMAC is right for the printed bytes, under the SHA-256 key.
 */
class Rfc8489AppendixBTest {
    private static final String PRINTED_HEADER = "0001009c 2112a442 78ad3433 c6ad72c0 29da412e";
    private static final String RIGHT_HEADER = "00010088 2112a442 78ad3433 c6ad72c0 29da412e";
    private static final String USERHASH = "4a3cf38f ef6992bd a952c678 0417da0f 24819415 569e60b2 05c46e41 407f1704";
    private static final String ATTRIBUTES = "001e0020" + USERHASH + "00150029 6f624d61 744a6f73 32414141"
            + "43662f2f 3439396b 39353464 364f4c33 346f4c39 46535476 79363473 41000000 0014000b 6578616d 706c652e"
            + "6f726700";
    private static final String PRINTED_HMAC =
            "e4686c8f 0edeb590 13e07090 010a93ef ccbccc54 4c0a45d9 f830aa6d 6f735a01";
    private static final String RIGHT_HMAC = "234112fb d4e27f98 3eb40328 36f99821 6f5b23f8 d927753f bc4f882b fbdf0dec";

    private final StunCredentials credentials =
            StunCredentials.longTerm("\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9", "TheMatrIX".toCharArray());

    private MessageIntegrity integrity() throws Exception {
        return MessageIntegrity.longTerm(Crypto.JCE, credentials, "example.org", PasswordAlgorithm.SHA_256);
    }

    @Test
    void rfc8489AppendixB1Userhash() throws Exception {
        assertArrayEquals(
                Rfc5769Test.bytes(USERHASH), MessageIntegrity.userhash(Crypto.JCE, credentials, "example.org"));
    }

    @Test
    void rfc8489AppendixB1MessageIntegritySha256OfThePrintedBytes() throws Exception {
        assertArrayEquals(
                Rfc5769Test.bytes(PRINTED_HMAC), integrity().sha256(Rfc5769Test.bytes(PRINTED_HEADER + ATTRIBUTES)));
    }

    @Test
    void rfc8489AppendixB1WithTheLengthThatItHas() throws Exception {
        byte[] bytes = Rfc5769Test.bytes(RIGHT_HEADER + ATTRIBUTES + "001c0020" + RIGHT_HMAC);
        StunMessage message = StunMessage.parse(ByteBuffer.wrap(bytes)).orElseThrow();
        assertTrue(integrity().verifies(message));
        assertFalse(MessageIntegrity.longTerm(Crypto.JCE, credentials, "example.org", PasswordAlgorithm.MD5)
                .verifies(message));
        StunMessageBuilder built =
                StunMessage.builder(MessageClass.REQUEST, StunMessage.BINDING, message.transactionId());
        message.attributes().subList(0, 3).forEach(attribute -> built.attribute(attribute.type(), attribute.value()));
        assertEquals(message, built.messageIntegritySha256(integrity()).build());
    }
}
