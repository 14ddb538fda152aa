package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a STUN server may be written. */
class StunServerTest {
    @ParameterizedTest
    @CsvSource({
        "stun.example.org, stun.example.org, 3478",
        "stun.example.org:19302, stun.example.org, 19302",
        "localhost, localhost, 3478",
        "my_host-1.local.:1, my_host-1.local., 1",
        "192.0.2.1, 192.0.2.1, 3478",
        "192.0.2.255:65535, 192.0.2.255, 65535",
        "[2001:db8::1], 2001:db8::1, 3478",
        "[::1]:5000, ::1, 5000",
        "[::ffff:192.0.2.1]:5000, ::ffff:192.0.2.1, 5000"
    })
    void takesHostsAddressesAndPorts(String text, String host, int port) {
        StunServer server = StunServer.parse(text);
        assertEquals(host, server.host());
        assertEquals(port, server.port());
        assertEquals(server, StunServer.parse(server.toString()));
    }

    @Test
    void addressesNeedNoLookupAndNamesDo() {
        assertNotNull(StunServer.parse("192.0.2.1:3478").literal());
        assertNotNull(StunServer.parse("[2001:db8::1]").literal());
        assertNull(StunServer.parse("stun.example.org").literal());
        assertNull(StunServer.parse("1and1.example").literal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":3478",
                "stun.example.org:",
                "stun.example.org:0",
                "stun.example.org:65536",
                "stun.example.org:-1",
                "stun.example.org:+80",
                "stun.example.org:3478 ",
                " stun.example.org",
                "stun.example.org:stun",
                "stun..example.org",
                "stun example.org",
                "stun:stun.example.org:3478",
                "stun://example.org",
                "user@example.org",
                "::1",
                "2001:db8::1:3478",
                "[::1",
                "[::1]3478",
                "[::1]:",
                "[]:3478",
                "[stun.example.org]:3478",
                "[192.0.2.1]:3478",
                "[1:2:3]",
                "[::1%no-such-interface]:3478",
                "192.0.2.256",
                "192.0.2",
                "3478",
                "1.2.3.4.5"
            })
    void refusesEverythingElseAndSaysWhatToWrite(String text) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> VoipStack.builder().stunServer(text));
        assertTrue(
                refused.getMessage().startsWith("stunServer '" + text + "' is not HOST:PORT: "), refused.getMessage());
        assertTrue(refused.getMessage().contains("; write stun.example.org:3478"), refused.getMessage());
    }

    @Test
    void refusesNamesThatDnsCannotHave() {
        assertThrows(IllegalArgumentException.class, () -> StunServer.parse("a".repeat(64) + ".example"));
        assertThrows(IllegalArgumentException.class, () -> StunServer.parse("abcdefg.".repeat(40) + "example"));
    }
}
