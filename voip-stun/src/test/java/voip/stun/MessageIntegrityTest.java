package voip.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIntegrityTest {
    private static final Random RANDOM = new Random(8489);

    private final MessageIntegrity integrity = under("secret of the session");

    private static MessageIntegrity under(String password) {
        try (StunCredentials credentials = Crypto.shortTerm(password)) {
            return assertDoesNotThrow(() -> MessageIntegrity.shortTerm(Crypto.JCE, credentials));
        }
    }

    private static StunMessageBuilder message() {
        return StunMessage.builder(MessageClass.REQUEST, StunMessage.BINDING, TransactionId.random(RANDOM));
    }

    private static StunMessageBuilder randomMessage() {
        StunMessageBuilder message = message();
        for (int i = RANDOM.nextInt(5); i > 0; i--) {
            byte[] value = new byte[RANDOM.nextInt(40)];
            RANDOM.nextBytes(value);
            message.attribute(0x8100 + RANDOM.nextInt(0x100), value);
        }
        return message;
    }

    private static Optional<StunMessage> parse(byte[] bytes) {
        return StunMessage.parse(ByteBuffer.wrap(bytes));
    }

    private void assertEveryFlippedBitIsRefused(StunMessage message, int shortest) {
        byte[] bytes = message.toBytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            boolean accepted = parse(bytes)
                    .filter(read -> integrity.verifies(read, shortest))
                    .isPresent();
            assertFalse(accepted, "bit " + bit + " of " + message);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void randomMessagesAreVerifiedAndWithAnyFlippedBitRefused() {
        MessageIntegrity other = under("secret of another session");
        for (int i = 0; i < 15; i++) {
            int length = 16 + 4 * (i % 5);
            StunMessage sha1 = randomMessage().messageIntegrity(integrity).build();
            StunMessage sha256 =
                    randomMessage().messageIntegritySha256(integrity, length).build();
            assertTrue(integrity.verifies(parse(sha1.toBytes()).orElseThrow()));
            assertTrue(integrity.verifies(parse(sha256.toBytes()).orElseThrow(), length));
            assertFalse(other.verifies(sha1));
            assertFalse(other.verifies(sha256, length));
            assertEveryFlippedBitIsRefused(sha1, length);
            assertEveryFlippedBitIsRefused(sha256, length);
        }
    }

    @Test
    void whatFollowsDoesNotChangeIt() {
        StunMessage message = message()
                .software("before")
                .messageIntegrity(integrity)
                .messageIntegritySha256(integrity)
                .fingerprint()
                .build();
        assertTrue(integrity.verifies(message));
        assertTrue(message.hasValidFingerprint());
        StunMessage sha1Only =
                message().messageIntegrity(integrity).fingerprint().build();
        assertTrue(integrity.verifies(sha1Only));
        assertTrue(sha1Only.hasValidFingerprint());
    }

    @Test
    void sha256CountsWhereBothArePresent() {
        StunMessage message = message()
                .messageIntegrity(integrity)
                .attribute(AttributeType.MESSAGE_INTEGRITY_SHA256, new byte[32])
                .build();
        assertFalse(integrity.verifies(message));
    }

    @Test
    void truncatedSha256IsRefusedUnlessItIsAskedFor() {
        StunMessage message = message().messageIntegritySha256(integrity, 16).build();
        assertFalse(integrity.verifies(message));
        assertFalse(integrity.verifies(message, 20));
        assertTrue(integrity.verifies(message, 16));
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, 0, 4, 12, 15, 17, 18, 33, 36})
    void lengthsThatSha256CannotHaveAreRefused(int length) {
        assertThrows(IllegalArgumentException.class, () -> message().messageIntegritySha256(integrity, length));
        StunMessage message = message().messageIntegritySha256(integrity).build();
        assertThrows(IllegalArgumentException.class, () -> integrity.verifies(message, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 12, 17, 19, 21, 24, 32, 36})
    void valuesOfTheWrongLengthAreRefusedAndDoNotThrow(int length) {
        byte[] value = new byte[length];
        StunMessage sha1 =
                message().attribute(AttributeType.MESSAGE_INTEGRITY, value).build();
        StunMessage sha256 = message()
                .attribute(AttributeType.MESSAGE_INTEGRITY_SHA256, value)
                .build();
        assertFalse(integrity.verifies(sha1));
        assertFalse(integrity.verifies(sha256, 16));
    }

    @Test
    void messageWithoutAnyIsRefused() {
        assertFalse(integrity.verifies(message().software("x").fingerprint().build()));
    }

    @Test
    void nothingThatCountsIsAddedAfterIt() {
        assertRefused(message -> message.messageIntegrity(integrity).software("late"));
        assertRefused(message -> message.messageIntegrity(integrity).messageIntegrity(integrity));
        assertRefused(message -> message.messageIntegritySha256(integrity).messageIntegrity(integrity));
        assertRefused(message -> message.messageIntegritySha256(integrity).messageIntegritySha256(integrity));
        assertRefused(message -> message.fingerprint().messageIntegrity(integrity));
    }

    private static void assertRefused(Consumer<StunMessageBuilder> order) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> order.accept(message()));
        assertTrue(refused.getMessage().contains("cannot be added after"), refused.getMessage());
    }

    @Test
    void closedOneRefuses() {
        StunMessage message = message().messageIntegrity(integrity).build();
        integrity.close();
        integrity.close();
        assertThrows(IllegalStateException.class, () -> integrity.verifies(message));
        assertThrows(IllegalStateException.class, () -> message().messageIntegrity(integrity));
    }

    @Test
    void closedCredentialsMakeNoKey() {
        StunCredentials credentials = Crypto.longTerm("secret");
        credentials.close();
        assertThrows(IllegalStateException.class, () -> MessageIntegrity.shortTerm(Crypto.JCE, credentials));
        assertThrows(
                IllegalStateException.class,
                () -> MessageIntegrity.longTerm(Crypto.JCE, credentials, "realm", PasswordAlgorithm.SHA_256));
    }

    /** RFC 8489 §9.2.2: without quotes and trailing NULs. */
    @ParameterizedTest
    @EnumSource
    void quotesAndNulsOfTheRealmDoNotCount(PasswordAlgorithm algorithm) throws Exception {
        StunCredentials credentials = Crypto.longTerm("secret");
        StunMessage message = message()
                .messageIntegrity(MessageIntegrity.longTerm(Crypto.JCE, credentials, "example.org", algorithm))
                .build();
        for (String same : new String[] {"\"example.org\"", "example.org\0\0", "\"example.org\"\0"}) {
            assertTrue(MessageIntegrity.longTerm(Crypto.JCE, credentials, same, algorithm)
                    .verifies(message));
        }
        assertFalse(MessageIntegrity.longTerm(Crypto.JCE, credentials, "example.net", algorithm)
                .verifies(message));
    }

    @Test
    void shortPasswordThatTheModuleRefusesIsToldWithTheWayOut() throws Exception {
        String message = assertThrows(
                        GeneralSecurityException.class,
                        () -> MessageIntegrity.shortTerm(Crypto.APPROVED, Crypto.shortTerm("thirteen char")))
                .getMessage();
        assertEquals(
                "STRICT refuses the password as a key of message integrity: the key is too short; write a password of 14 bytes"
                        + " or more",
                message);
        MessageIntegrity.shortTerm(Crypto.APPROVED, Crypto.shortTerm("fourteen chars"))
                .close();
    }

    @Test
    void md5ThatTheModuleLacksIsToldWithTheWayOut() throws Exception {
        StunCredentials credentials = Crypto.longTerm("pass");
        String message = assertThrows(
                        GeneralSecurityException.class,
                        () -> MessageIntegrity.longTerm(Crypto.APPROVED, credentials, "realm", PasswordAlgorithm.MD5))
                .getMessage();
        assertEquals(
                "STRICT makes no key of long-term credentials by MD5: no MD5 here; the way out is a server that offers the"
                        + " password algorithm SHA-256 (RFC 8489 §18.5)",
                message);
        MessageIntegrity.longTerm(Crypto.APPROVED, credentials, "realm", PasswordAlgorithm.SHA_256)
                .close();
    }

    @Test
    void nothingTellsThePassword() {
        StunCredentials credentials = Crypto.longTerm("hush-hush");
        assertEquals("StunCredentials[long-term, alice]", credentials.toString());
        assertFalse(integrity.toString().contains("secret"));
        assertArrayEquals("hush-hush".getBytes(), credentials.passwordBytes());
        byte[] kept = credentials.passwordBytes();
        credentials.close();
        assertArrayEquals(new byte[kept.length], kept);
    }

    @Test
    void whatTheKeyIsMadeOfIsWiped() throws Exception {
        Recording module = new Recording();
        MessageIntegrity.longTerm(module, Crypto.longTerm("hush-hush"), "example.org", PasswordAlgorithm.SHA_256);
        new ServerNonce(module).close();
        assertEquals(5, module.secrets.size());
        for (byte[] secret : module.secrets) {
            assertArrayEquals(new byte[secret.length], secret);
        }
    }
}
