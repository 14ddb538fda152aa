package voip.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.srtp.CryptoModule;

/** The client with credentials, through real sockets. */
@Timeout(30)
class AuthenticatedClientTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String PASSWORD = "correct horse battery staple";

    private static StunClient client(StunCredentials credentials, CryptoModule module) {
        return new StunClient(new Random(1)).timing(Exchange.timing(200, 3, 1)).credentials(credentials, module);
    }

    private static StunFailedException failure(StunClient client, InetSocketAddress server) {
        return assertThrows(StunFailedException.class, () -> client.ask(server));
    }

    private static BindingServer longTermServer() throws Exception {
        try (StunCredentials credentials = Crypto.longTerm(PASSWORD)) {
            return BindingServer.open(
                    LOOPBACK,
                    ServerAuthentication.longTerm(
                            Crypto.JCE, credentials, "example.org", List.of(PasswordAlgorithm.SHA_256)));
        }
    }

    @Test
    void longTermCredentialsGetTheAddress() throws Exception {
        try (BindingServer server = longTermServer();
                StunCredentials credentials = Crypto.longTerm(PASSWORD)) {
            StunClient client = client(credentials, Crypto.JCE);
            for (int i = 0; i < 2; i++) {
                StunAnswer answer = client.ask(server.address());
                assertEquals(answer.local(), answer.address());
                assertTrue(answer.requestsSent() >= 2, "once without the credentials, and once with them");
            }
        }
    }

    @Test
    void shortTermCredentialsGetTheAddressAndOthersAreTold() throws Exception {
        ServerAuthentication authentication = ServerAuthentication.shortTerm(Crypto.JCE, Crypto.shortTerm(PASSWORD));
        try (BindingServer server = BindingServer.open(LOOPBACK, authentication)) {
            StunAnswer answer = client(Crypto.shortTerm(PASSWORD), Crypto.JCE).ask(server.address());
            assertEquals(answer.local(), answer.address());
            StunFailedException failed = failure(client(Crypto.shortTerm("another"), Crypto.JCE), server.address());
            assertTrue(failed.responsesDiscarded() >= 1);
            assertTrue(failed.getMessage().contains("the password is not the server's"), failed.getMessage());
        }
    }

    @Test
    void whoHasNoneOrTheWrongOnesIsRefused() throws Exception {
        try (BindingServer server = longTermServer()) {
            StunFailedException none = failure(new StunClient(new Random(1)), server.address());
            assertEquals(Optional.of(401), none.error().map(ErrorCode::code));
            StunFailedException wrong = failure(client(Crypto.longTerm("another"), Crypto.JCE), server.address());
            assertEquals(Optional.of(401), wrong.error().map(ErrorCode::code));
            assertTrue(wrong.getMessage().contains("the user name or the password"), wrong.getMessage());
        }
    }

    @Test
    void passwordThatTheModuleRefusesIsToldBeforeAnybodyIsAsked() throws IOException {
        try (BindingServer server = BindingServer.open(LOOPBACK)) {
            StunFailedException failed =
                    failure(client(Crypto.shortTerm("too short"), Crypto.APPROVED), server.address());
            assertEquals(0, failed.requestsSent());
            assertTrue(
                    failed.getMessage()
                            .matches(
                                    "the STUN server 127.0.0.1:\\d+ was not asked: STRICT refuses the password as a key of"
                                            + " message integrity: the key is too short; write a password of 14 bytes or more"),
                    failed.getMessage());
        }
    }

    @Test
    void closedServerWipesItsKeys() throws Exception {
        ServerAuthentication authentication = ServerAuthentication.shortTerm(Crypto.JCE, Crypto.shortTerm(PASSWORD));
        BindingServer server = BindingServer.open(LOOPBACK, authentication);
        server.close();
        StunMessage request = StunMessage.builder(
                        MessageClass.REQUEST, StunMessage.BINDING, TransactionId.random(new Random(1)))
                .attribute(AttributeType.USERNAME, "alice".getBytes())
                .attribute(AttributeType.MESSAGE_INTEGRITY, new byte[20])
                .build();
        assertThrows(IllegalStateException.class, () -> {
            while (true) { // until the server's thread has seen that it is closed
                authentication.decide(request, LOOPBACK, 0);
                Thread.sleep(1);
            }
        });
    }
}
