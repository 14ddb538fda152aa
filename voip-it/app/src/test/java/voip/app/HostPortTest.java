package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @Test
    void parsesAddressesAndNames() {
        assertEquals(new HostPort("192.0.2.1", 5004), HostPort.parse("192.0.2.1:5004"));
        assertEquals(new HostPort("::1", 5004), HostPort.parse("[::1]:5004"));
        assertEquals(new HostPort("fe80::1%eth0", 0), HostPort.parse("[fe80::1%eth0]:0"));
        assertEquals(new HostPort("media.example.org", 65535), HostPort.parse("media.example.org:65535"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                ":5004",
                "localhost:",
                "localhost:65536",
                "localhost:-1",
                "localhost:http",
                "::1:5004",
                "[localhost]:5004",
                "[]:5004",
                "a b:5004",
                "[::1:5004",
                "host:1:2",
                "udp://host:5004"
            })
    void refusesAnythingElse(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
        assertTrue(refused.getMessage().contains("write 192.0.2.1:5004, [::1]:5004"), refused.getMessage());
    }

    @Test
    void resolvesNamesAndAddresses() {
        assertTrue(HostPort.parse("localhost:5004").resolve().getAddress().isLoopbackAddress());
        assertTrue(HostPort.parse("[::1]:5004").resolve().getAddress().isLoopbackAddress());
    }

    @Test
    void saysWhichHostIsNotKnown() {
        HostPort nowhere = HostPort.parse("nowhere.invalid:5004");
        Failure failure = assertThrows(Failure.class, nowhere::resolve);
        assertEquals("the host nowhere.invalid is not known", failure.getMessage());
    }

    @Test
    void formatsWhatItParses() {
        assertEquals("192.0.2.1:5004", HostPort.format(new InetSocketAddress("192.0.2.1", 5004)));
        String formatted = HostPort.format(new InetSocketAddress("::1", 5004));
        assertTrue(HostPort.parse(formatted).resolve().getAddress().isLoopbackAddress(), formatted);
        assertFalse(HostPort.format(new InetSocketAddress("localhost", 1)).contains("localhost"));
    }
}
