package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance",
                "demo --louder",
                "answer",
                "send in.wav",
                "recv --sdp a.sdp out.wav",
                "stun",
                "stun a:b",
                "stun a:0",
                "stun ::1",
                "stun a --timeout 0",
                "stun a --bind b",
                "suites now",
                "bench fast"
            })
    void wrongUsageIsOneLineAndExitCode2(String arguments) {
        Cli wrong = Cli.run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertEquals(2, wrong.code());
        assertEquals("", wrong.out());
        assertEquals(1, wrong.err().lines().count(), wrong.err());
        assertTrue(wrong.err().contains("--help"), wrong.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "answer", "send", "recv", "stun", "suites", "bench"})
    void everyCommandHasHelpAndVersion(String command) {
        Cli help = Cli.run(command, "--help");
        assertEquals(0, help.code());
        assertTrue(help.out().startsWith("Usage: voip " + command), help.out());
        assertTrue(help.out().contains("--json"), help.out());
        Cli version = Cli.run(command, "--version");
        assertEquals(0, version.code());
        assertTrue(version.out().startsWith("voip "), version.out());
    }

    @Test
    void versionIsTheSameWithAndWithoutTheParser() {
        assertEquals(Main.version(), Cli.run("--version").out().strip());
        assertTrue(Main.version().contains("(Java " + Runtime.version() + ")"), Main.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--help bench"})
    void helpListsTheCommands(String arguments) {
        Cli help = Cli.run(arguments.split(" "));
        assertEquals(0, help.code());
        for (String command : new String[] {"demo", "answer", "send", "recv", "stun", "suites", "bench"}) {
            assertTrue(help.out().lines().anyMatch(line -> line.startsWith("  " + command + " ")), help.out());
        }
    }

    @Test
    void refusesAnAddressThatIsNone() {
        Cli wrong = Cli.run("answer", "--offer", "a", "--answer", "b", "--bind", "::1:5004");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("an IPv6 address stands in brackets"), wrong.err());
    }

    @Test
    void suitesAreListedWithTheirSelfCheck() {
        Cli suites = Cli.run("suites");
        assertEquals(0, suites.code(), suites.err());
        assertTrue(
                suites.out()
                        .lines()
                        .anyMatch(line -> line.matches("AEAD_AES_256_GCM +JCE +.+ 256 +by default +passed")),
                suites.out());
        assertTrue(
                suites.out()
                        .lines()
                        .anyMatch(line -> line.matches("NULL_HMAC_SHA1_80 +JCE +.+ 128 +when named +passed")),
                suites.out());
        assertEquals(1 + 10, suites.out().lines().count(), suites.out());
        Cli json = Cli.run("suites", "--json");
        assertEquals(0, json.code());
        assertTrue(json.out().contains("{\"name\":\"AES_CM_128_HMAC_SHA1_80\",\"provider\":\"JCE\""), json.out());
        assertTrue(json.out().contains("\"keyBits\":128,\"byDefault\":true,\"passed\":true}"), json.out());
    }

    @Test
    void aFailureIsToldInJsonToo() {
        Cli failed = Cli.run("recv", "--json", "--sdp", "no-such.sdp", "--seconds", "1", "out.wav");
        assertEquals(1, failed.code());
        assertEquals(
                "{\"command\":\"recv\",\"ok\":false,\"problems\":[\"there is no file no-such.sdp\"]}",
                failed.out().strip());
        assertEquals("voip recv: there is no file no-such.sdp", failed.err().strip());
        assertFalse(failed.err().contains("\tat "));
    }
}
