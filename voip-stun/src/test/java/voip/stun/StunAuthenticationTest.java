package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.stun.AuthenticatedExchange.SOURCE;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.srtp.CryptoModule;
import voip.stun.StunTransaction.State;

/** The client's side of RFC 8489 §9, against our server's and against worse ones. */
class StunAuthenticationTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final List<PasswordAlgorithm> BOTH = List.of(PasswordAlgorithm.MD5, PasswordAlgorithm.SHA_256);

    private static ServerAuthentication server(List<PasswordAlgorithm> offered) {
        return assertDoesNotThrow(
                () -> ServerAuthentication.longTerm(Crypto.JCE, Crypto.longTerm(PASSWORD), "example.org", offered));
    }

    private static AuthenticatedExchange longTerm(String password, CryptoModule module, ServerAuthentication server) {
        return new AuthenticatedExchange(Crypto.longTerm(password), module, server);
    }

    private static AuthenticatedExchange longTerm(ServerAuthentication server) {
        return longTerm(PASSWORD, Crypto.JCE, server);
    }

    private static AuthenticatedExchange shortTerm(String password) {
        ServerAuthentication server =
                assertDoesNotThrow(() -> ServerAuthentication.shortTerm(Crypto.JCE, Crypto.shortTerm(PASSWORD)));
        return new AuthenticatedExchange(Crypto.shortTerm(password), Crypto.JCE, server);
    }

    private static boolean has(StunMessage message, int type) {
        return message.attribute(type).isPresent();
    }

    @Test
    void shortTermCredentialsAreGivenUnaskedInBothFormsAndThenInTheServers() {
        AuthenticatedExchange exchange = shortTerm(PASSWORD);
        StunMessage first = exchange.request();
        assertTrue(has(first, AttributeType.USERNAME));
        assertTrue(has(first, AttributeType.MESSAGE_INTEGRITY));
        assertTrue(has(first, AttributeType.MESSAGE_INTEGRITY_SHA256));
        assertTrue(exchange.receives(exchange.response(first)));
        assertEquals(Optional.of(SOURCE), exchange.transaction.mappedAddress());
        exchange.begin();
        StunMessage second = exchange.request();
        assertFalse(has(second, AttributeType.MESSAGE_INTEGRITY), "§9.1.5");
        assertTrue(exchange.receives(exchange.response(second)));
    }

    @Test
    void shortTermResponseOfTheAlgorithmThatWasNotAskedForIsDiscarded() throws Exception {
        AuthenticatedExchange exchange = shortTerm(PASSWORD);
        exchange.run();
        exchange.begin();
        StunMessage request = exchange.request();
        try (MessageIntegrity integrity = MessageIntegrity.shortTerm(Crypto.JCE, Crypto.shortTerm(PASSWORD))) {
            StunMessage sha1 = StunMessage.builder(
                            MessageClass.SUCCESS_RESPONSE, StunMessage.BINDING, request.transactionId())
                    .xorMappedAddress(SOURCE)
                    .messageIntegrity(integrity)
                    .build();
            assertFalse(exchange.receives(sha1));
        }
        assertEquals(1, exchange.transaction.responsesDiscarded());
    }

    @ParameterizedTest
    @CsvSource({"true, 7", "false, 1"})
    void wrongPasswordIsTold(boolean shortTerm, int requests) {
        AuthenticatedExchange exchange =
                shortTerm ? shortTerm("tr0ub4dor & 3") : longTerm("tr0ub4dor & 3", Crypto.JCE, server(BOTH));
        exchange.run();
        String failure = exchange.failure();
        if (shortTerm) { // its 401 could be anybody's
            assertEquals(State.INTEGRITY_VIOLATED, exchange.transaction.state());
            assertTrue(
                    failure.startsWith(
                            "the STUN server 192.0.2.1:3478 did not answer with message integrity under the"
                                    + " credentials: without it, or with another, came 7 responses, and the last of them refused with"
                                    + " 401 Unauthenticated; the password is not the server's, or somebody else responds (7 requests in"),
                    failure);
        } else {
            assertEquals(State.FAILED, exchange.transaction.state());
            assertTrue(
                    failure.startsWith(
                            "the STUN server 192.0.2.1:3478 refused with 401 Unauthenticated: the user name or the"
                                    + " password is not the server's (2 requests in"),
                    failure);
            assertEquals(401, exchange.transaction.error().orElseThrow().code());
        }
    }

    @Test
    void longTermCredentialsAreGivenWhenAskedForAndRememberedAfterwards() {
        AuthenticatedExchange exchange = longTerm(server(List.of()));
        StunMessage first = exchange.request();
        assertEquals(List.of(), first.attributes(), "§9.2.3.1");
        assertTrue(exchange.receives(exchange.response(first)));
        assertEquals(State.WAITING, exchange.transaction.state());
        StunMessage second = exchange.request();
        assertNotEquals(first.transactionId(), second.transactionId());
        assertTrue(has(second, AttributeType.MESSAGE_INTEGRITY));
        assertFalse(has(second, AttributeType.PASSWORD_ALGORITHM), "MD5 goes without saying");
        assertTrue(exchange.receives(exchange.response(second)));
        assertEquals(Optional.of(SOURCE), exchange.transaction.mappedAddress());
        assertEquals(2, exchange.transaction.requestsSent());
        exchange.begin();
        assertEquals(1, exchange.run(), "it knows the nonce");
        assertEquals(State.SUCCEEDED, exchange.transaction.state());
    }

    @Test
    void firstPasswordAlgorithmOfTheServersIsChosenAndItsListRepeated() {
        AuthenticatedExchange exchange = longTerm(server(BOTH));
        StunMessage challenge = exchange.response(exchange.request());
        exchange.receives(challenge);
        StunMessage request = exchange.request();
        assertEquals(
                challenge.attribute(AttributeType.PASSWORD_ALGORITHMS),
                request.attribute(AttributeType.PASSWORD_ALGORITHMS));
        assertEquals(
                new StunAttribute(AttributeType.PASSWORD_ALGORITHM, new byte[] {0, 1, 0, 0}),
                request.attribute(AttributeType.PASSWORD_ALGORITHM).orElseThrow());
        assertFalse(has(request, AttributeType.MESSAGE_INTEGRITY), "§9.2.5: SHA-256 only");
        exchange.receives(exchange.response(request));
        assertEquals(State.SUCCEEDED, exchange.transaction.state());
    }

    @Test
    void passwordAlgorithmThatTheModuleLacksIsPassedOver() {
        AuthenticatedExchange exchange = longTerm(
                "short",
                Crypto.APPROVED,
                assertDoesNotThrow(() ->
                        ServerAuthentication.longTerm(Crypto.JCE, Crypto.longTerm("short"), "example.org", BOTH)));
        exchange.run();
        assertEquals(State.SUCCEEDED, exchange.transaction.state(), exchange.failure());
    }

    @Test
    void serverWithNoAlgorithmThatTheModuleHasIsRefusedWithTheWayOut() {
        for (List<PasswordAlgorithm> offered : List.of(List.<PasswordAlgorithm>of(), List.of(PasswordAlgorithm.MD5))) {
            AuthenticatedExchange exchange = longTerm(PASSWORD, Crypto.APPROVED, server(offered));
            exchange.run();
            assertEquals(State.FAILED, exchange.transaction.state());
            String failure = exchange.failure();
            assertTrue(failure.contains("refused with 401 Unauthenticated: STRICT makes no key"), failure);
            assertTrue(failure.contains("a server that offers the password algorithm SHA-256"), failure);
        }
    }

    @Test
    void anonymousUsersAreHashed() {
        AuthenticatedExchange exchange = longTerm(server(BOTH).usernameAnonymity());
        exchange.receives(exchange.response(exchange.request()));
        StunMessage request = exchange.request();
        assertFalse(has(request, AttributeType.USERNAME));
        assertTrue(has(request, AttributeType.USERHASH));
        exchange.receives(exchange.response(request));
        assertEquals(State.SUCCEEDED, exchange.transaction.state());
    }

    @Test
    void staleNonceIsReplacedOnce() {
        AuthenticatedExchange exchange = longTerm(server(BOTH).nonceLifetime(Duration.ofMinutes(1)));
        exchange.run();
        exchange.now += Duration.ofMinutes(2).toNanos();
        exchange.begin();
        assertEquals(2, exchange.run());
        assertEquals(State.SUCCEEDED, exchange.transaction.state(), exchange.failure());
        exchange.now += Duration.ofMinutes(2).toNanos();
        exchange.begin();
        assertEquals(2, exchange.run(), "and the next time again");
    }

    @Test
    void serverWhoseNoncesAreAlwaysStaleIsGivenUp() {
        AuthenticatedExchange exchange = longTerm(server(BOTH).nonceLifetime(Duration.ZERO));
        assertEquals(3, exchange.run());
        assertEquals(State.FAILED, exchange.transaction.state());
        assertTrue(
                exchange.failure()
                        .contains("refused with 438 Stale Nonce: every nonce that it gives is stale at once (3"),
                exchange.failure());
    }

    @Test
    void forgedResponsesAreDiscardedCountedAndDoNotEndIt() {
        AuthenticatedExchange exchange = longTerm(server(BOTH));
        exchange.receives(exchange.response(exchange.request()));
        StunMessage request = exchange.request();
        assertFalse(exchange.receives(exchange.forgedSuccess()));
        assertFalse(exchange.receives(exchange.error(400, message -> {})), "§9.2.5");
        assertFalse(exchange.receives(exchange.error(300, message -> {})), "§14.8");
        assertEquals(3, exchange.transaction.responsesDiscarded());
        assertEquals(State.WAITING, exchange.transaction.state());
        assertTrue(exchange.receives(exchange.response(request)));
        assertEquals(Optional.of(SOURCE), exchange.transaction.mappedAddress());
    }

    @Test
    void anyFlippedBitOfTheResponseIsDiscarded() {
        AuthenticatedExchange exchange = longTerm(server(BOTH));
        exchange.receives(exchange.response(exchange.request()));
        byte[] response = exchange.response(exchange.request()).toBytes();
        for (int bit = 0; bit < 8 * response.length; bit++) {
            response[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(exchange.transaction.received(
                    ByteBuffer.wrap(response), AuthenticatedExchange.SERVER, exchange.now));
            response[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertEquals(State.WAITING, exchange.transaction.state());
    }

    @Test
    void serverThatAsksForNoCredentialsIsNotBelieved() {
        AuthenticatedExchange exchange = longTerm(null);
        exchange.run();
        assertEquals(State.INTEGRITY_VIOLATED, exchange.transaction.state());
        assertTrue(
                exchange.failure().contains("came 7 responses; it asks for no credentials (7 requests"),
                exchange.failure());
    }

    /** RFC 8489 §9.2.1, §9.2.5: the nonce's cookie says that there are some. */
    @ParameterizedTest
    @ValueSource(ints = {401, 438})
    void removedPasswordAlgorithmsAreNoticed(int code) {
        AuthenticatedExchange exchange = longTerm(server(BOTH));
        if (code == 438) {
            exchange.receives(exchange.response(exchange.request()));
        }
        exchange.request();
        assertTrue(exchange.receives(exchange.error(
                code,
                message -> message.attribute(AttributeType.REALM, "example.org".getBytes(UTF_8))
                        .attribute(AttributeType.NONCE, "obMatJos2gAAAnonce".getBytes(UTF_8)))));
        assertEquals(State.FAILED, exchange.transaction.state());
        assertTrue(exchange.failure().contains("its password algorithms are missing"), exchange.failure());
    }

    @Test
    void staleNonceThatWouldLowerTheAlgorithmIsRefused() {
        AuthenticatedExchange exchange = longTerm(server(BOTH));
        exchange.receives(exchange.response(exchange.request()));
        exchange.request();
        exchange.receives(exchange.error(
                438,
                message -> message.attribute(AttributeType.REALM, "example.org".getBytes(UTF_8))
                        .attribute(AttributeType.NONCE, "of a server of RFC 5389".getBytes(UTF_8))));
        assertEquals(State.FAILED, exchange.transaction.state());
        assertTrue(exchange.failure().contains("its password algorithms are missing"), exchange.failure());
    }

    @Test
    void successWhosePasswordAlgorithmsAreMissingIsDiscarded() throws Exception {
        AuthenticatedExchange exchange = longTerm(server(BOTH));
        exchange.receives(exchange.response(exchange.request()));
        StunMessage request = exchange.request();
        try (MessageIntegrity integrity = MessageIntegrity.longTerm(
                Crypto.JCE, Crypto.longTerm(PASSWORD), "example.org", PasswordAlgorithm.MD5)) {
            StunMessage response = StunMessage.builder(
                            MessageClass.SUCCESS_RESPONSE, StunMessage.BINDING, request.transactionId())
                    .xorMappedAddress(SOURCE)
                    .attribute(AttributeType.NONCE, "obMatJos2gAAAnonce".getBytes(UTF_8))
                    .messageIntegritySha256(integrity)
                    .build();
            assertFalse(exchange.receives(response));
        }
    }

    @Test
    void challengesThatCannotBeMetEndItAndDoNotThrow() {
        byte[] nonce = "n".getBytes(UTF_8);
        assertRefused("its realm or its nonce is missing or too long", new byte[0], null, null);
        assertRefused("its realm or its nonce is missing or too long", null, nonce, null);
        assertRefused("its realm or its nonce is missing or too long", new byte[] {'r'}, new byte[764], null);
        assertRefused("its realm or its nonce is missing or too long", nonce, nonce, new byte[60_000]);
        assertRefused("the realm is empty", new byte[0], nonce, null);
        assertRefused("the realm has a character", new byte[] {7}, nonce, null);
        assertRefused("it offers no password algorithm", new byte[] {'r'}, nonce, new byte[] {0, 9, 0, 0});
        assertRefused("it offers no password algorithm", new byte[] {'r'}, nonce, new byte[] {0});
    }

    private static void assertRefused(String why, byte[] realm, byte[] nonce, byte[] algorithms) {
        AuthenticatedExchange exchange = longTerm(server(BOTH));
        exchange.request();
        exchange.receives(exchange.error(401, message -> {
            if (realm != null) {
                message.attribute(AttributeType.REALM, realm);
            }
            if (nonce != null) {
                message.attribute(AttributeType.NONCE, nonce);
            }
            if (algorithms != null) {
                message.attribute(AttributeType.PASSWORD_ALGORITHMS, algorithms);
            }
        }));
        assertEquals(State.FAILED, exchange.transaction.state());
        assertTrue(exchange.failure().contains("refused with 401 No: " + why), exchange.failure());
    }

    @Test
    void closedAuthenticationHasNoKeyLeft() {
        AuthenticatedExchange exchange = shortTerm(PASSWORD);
        exchange.authentication.close();
        exchange.authentication.close();
        exchange.begin();
        assertEquals(List.of(), exchange.request().attributes());
        assertFalse(exchange.receives(exchange.forgedSuccess()));
    }
}
