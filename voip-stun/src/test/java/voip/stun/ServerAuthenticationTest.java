package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks of RFC 8489 §9.1.3 and §9.2.4, in their order. */
class ServerAuthenticationTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final byte[] ALICE = "alice".getBytes(UTF_8);
    private static final byte[] REALM = "example.org".getBytes(UTF_8);
    private static final byte[] LIST = {0, 2, 0, 0, 0, 1, 0, 0};
    private static final byte[] SHA_256 = {0, 2, 0, 0};
    private static final InetSocketAddress SOURCE = new InetSocketAddress("203.0.113.7", 40_000);

    private final Random random = new Random(9);
    private ServerAuthentication server;
    private MessageIntegrity key;
    private MessageIntegrity md5;
    private byte[] nonce;

    @BeforeEach
    void open() throws Exception {
        StunCredentials credentials = Crypto.longTerm(PASSWORD);
        server = ServerAuthentication.longTerm(
                Crypto.JCE, credentials, "example.org", List.of(PasswordAlgorithm.SHA_256, PasswordAlgorithm.MD5));
        key = MessageIntegrity.longTerm(Crypto.JCE, credentials, "example.org", PasswordAlgorithm.SHA_256);
        md5 = MessageIntegrity.longTerm(Crypto.JCE, credentials, "example.org", PasswordAlgorithm.MD5);
        nonce = nonce(respond(message -> {}));
    }

    private StunMessage respond(Consumer<StunMessageBuilder> attributes) {
        return respond(attributes, SOURCE, 0);
    }

    private StunMessage respond(Consumer<StunMessageBuilder> attributes, InetSocketAddress source, long now) {
        StunMessageBuilder request =
                StunMessage.builder(MessageClass.REQUEST, StunMessage.BINDING, TransactionId.random(random));
        attributes.accept(request);
        byte[] response = BindingResponder.respond(
                        ByteBuffer.wrap(request.build().toBytes()), source, server, now)
                .orElseThrow();
        return StunMessage.parse(ByteBuffer.wrap(response)).orElseThrow();
    }

    private StunMessageBuilder good(StunMessageBuilder request) {
        return request.attribute(AttributeType.USERNAME, ALICE)
                .attribute(AttributeType.REALM, REALM)
                .attribute(AttributeType.NONCE, nonce)
                .attribute(AttributeType.PASSWORD_ALGORITHMS, LIST)
                .attribute(AttributeType.PASSWORD_ALGORITHM, SHA_256);
    }

    private static byte[] nonce(StunMessage response) {
        return response.attribute(AttributeType.NONCE).orElseThrow().value();
    }

    private void assertChallenge(int code, StunMessage response) {
        assertEquals(code, response.errorCode().orElseThrow().code());
        assertEquals(
                List.of(
                        AttributeType.ERROR_CODE,
                        AttributeType.REALM,
                        AttributeType.NONCE,
                        AttributeType.PASSWORD_ALGORITHMS),
                response.attributes().stream().map(StunAttribute::type).toList());
    }

    private static void assertBadRequest(StunMessage response) {
        assertEquals(400, response.errorCode().orElseThrow().code());
        assertEquals(1, response.attributes().size());
    }

    @Test
    void rightCredentialsGetAnAnswerWithMessageIntegrity() {
        StunMessage response =
                respond(message -> good(message).messageIntegritySha256(key).fingerprint());
        assertEquals(SOURCE, response.xorMappedAddress().orElseThrow());
        assertTrue(response.attribute(AttributeType.MESSAGE_INTEGRITY_SHA256).isPresent());
        assertTrue(key.verifies(response));
        assertTrue(response.hasValidFingerprint());
    }

    @Test
    void unknownAttributesAreRefusedWithMessageIntegrityToo() {
        StunMessage response =
                respond(message -> good(message).attribute(0x7ABC, new byte[0]).messageIntegritySha256(key));
        assertEquals(420, response.errorCode().orElseThrow().code());
        assertTrue(key.verifies(response));
    }

    @Test
    void requestWithoutMessageIntegrityIsChallenged() {
        assertChallenge(401, respond(message -> {}));
        assertChallenge(401, respond(this::good));
    }

    @Test
    void requestThatLacksNameRealmOrNonceIsBad() {
        for (int missing : new int[] {AttributeType.USERNAME, AttributeType.REALM, AttributeType.NONCE}) {
            assertBadRequest(respond(message -> {
                for (int type : new int[] {AttributeType.USERNAME, AttributeType.REALM, AttributeType.NONCE}) {
                    if (type != missing) {
                        message.attribute(type, type == AttributeType.NONCE ? nonce : ALICE);
                    }
                }
                message.messageIntegritySha256(key);
            }));
        }
    }

    @Test
    void passwordAlgorithmsThatAreNotOursAreBad() {
        byte[] lowered = {0, 1, 0, 0};
        assertBadRequest(respond(message -> named(message)
                .attribute(AttributeType.PASSWORD_ALGORITHMS, lowered)
                .attribute(AttributeType.PASSWORD_ALGORITHM, lowered)
                .messageIntegritySha256(md5)));
        assertBadRequest(respond(message -> named(message)
                .attribute(AttributeType.PASSWORD_ALGORITHM, SHA_256)
                .messageIntegritySha256(key)));
        assertBadRequest(respond(message -> named(message)
                .attribute(AttributeType.PASSWORD_ALGORITHMS, LIST)
                .messageIntegritySha256(key)));
        assertBadRequest(respond(message -> named(message)
                .attribute(AttributeType.PASSWORD_ALGORITHMS, LIST)
                .attribute(AttributeType.PASSWORD_ALGORITHM, new byte[] {0, 3, 0, 0})
                .messageIntegritySha256(key)));
    }

    private StunMessageBuilder named(StunMessageBuilder request) {
        return request.attribute(AttributeType.USERNAME, ALICE)
                .attribute(AttributeType.REALM, REALM)
                .attribute(AttributeType.NONCE, nonce);
    }

    @Test
    void requestWithoutPasswordAlgorithmIsOfMd5AndAnsweredBySha1() {
        StunMessage response = respond(message -> named(message).messageIntegrity(md5));
        assertTrue(response.attribute(AttributeType.MESSAGE_INTEGRITY).isPresent());
        assertTrue(md5.verifies(response));
    }

    @Test
    void wrongNameRealmOrPasswordIsChallenged() throws Exception {
        assertChallenge(
                401,
                respond(message -> message.attribute(AttributeType.USERNAME, REALM)
                        .attribute(AttributeType.REALM, REALM)
                        .attribute(AttributeType.NONCE, nonce)
                        .messageIntegrity(md5)));
        assertChallenge(
                401,
                respond(message -> message.attribute(AttributeType.USERNAME, ALICE)
                        .attribute(AttributeType.REALM, ALICE)
                        .attribute(AttributeType.NONCE, nonce)
                        .messageIntegrity(md5)));
        assertChallenge(401, respond(message -> named(message).messageIntegrity(key)));
        assertChallenge(
                401,
                respond(message -> named(message)
                        .attribute(AttributeType.USERHASH, new byte[32])
                        .messageIntegrity(key)));
    }

    @Test
    void nonceIsStaleWhenItEndsForAnotherClientAndIfAnybodyElseMadeIt() {
        long end = Duration.ofMinutes(10).toNanos();
        Consumer<StunMessageBuilder> request = message -> good(message).messageIntegritySha256(key);
        assertTrue(respond(request, SOURCE, end - 1).xorMappedAddress().isPresent());
        assertChallenge(438, respond(request, SOURCE, end));
        assertChallenge(438, respond(request, new InetSocketAddress("203.0.113.7", 40_001), 0));
        assertChallenge(438, respond(request, new InetSocketAddress("203.0.113.8", 40_000), 0));
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] ^= 1;
            assertChallenge(438, respond(request));
            nonce[i] ^= 1;
        }
        nonce = new byte[0];
        assertChallenge(438, respond(request));
    }

    @Test
    void shortTermRequestsAreCheckedInOrder() throws Exception {
        StunCredentials credentials = Crypto.shortTerm(PASSWORD);
        server = ServerAuthentication.shortTerm(Crypto.JCE, credentials);
        try (MessageIntegrity right = MessageIntegrity.shortTerm(Crypto.JCE, credentials)) {
            assertBadRequest(respond(message -> message.attribute(AttributeType.USERNAME, ALICE)));
            assertBadRequest(respond(message -> message.messageIntegrity(right)));
            for (StunMessage refused : List.of(
                    respond(message ->
                            message.attribute(AttributeType.USERNAME, REALM).messageIntegrity(right)),
                    respond(message ->
                            message.attribute(AttributeType.USERNAME, ALICE).messageIntegrity(key)))) {
                assertEquals(401, refused.errorCode().orElseThrow().code());
                assertEquals(1, refused.attributes().size());
            }
            StunMessage sha1 = respond(
                    message -> message.attribute(AttributeType.USERNAME, ALICE).messageIntegrity(right));
            assertTrue(sha1.attribute(AttributeType.MESSAGE_INTEGRITY).isPresent());
            assertTrue(right.verifies(sha1));
            StunMessage both = respond(message -> message.attribute(AttributeType.USERNAME, ALICE)
                    .messageIntegrity(right)
                    .messageIntegritySha256(right));
            assertFalse(both.attribute(AttributeType.MESSAGE_INTEGRITY).isPresent());
            assertTrue(right.verifies(both));
        }
    }

    @Test
    void mistakesAreRefusedWhenItIsMade() {
        StunCredentials longTerm = Crypto.longTerm("short");
        StunCredentials shortTerm = Crypto.shortTerm("short");
        List<PasswordAlgorithm> none = List.of();
        assertThrows(IllegalArgumentException.class, () -> ServerAuthentication.shortTerm(Crypto.JCE, longTerm));
        assertThrows(
                IllegalArgumentException.class, () -> ServerAuthentication.longTerm(Crypto.JCE, shortTerm, "r", none));
        assertThrows(
                IllegalArgumentException.class, () -> ServerAuthentication.longTerm(Crypto.JCE, longTerm, "", none));
        assertThrows(
                IllegalArgumentException.class,
                () -> ServerAuthentication.longTerm(Crypto.JCE, longTerm, "r".repeat(128), none));
        assertThrows(
                GeneralSecurityException.class,
                () -> ServerAuthentication.longTerm(Crypto.APPROVED, longTerm, "r", none));
        assertThrows(GeneralSecurityException.class, () -> ServerAuthentication.shortTerm(Crypto.APPROVED, shortTerm));
        assertThrows(IllegalArgumentException.class, () -> server.nonceLifetime(Duration.ofDays(2)));
    }
}
