package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @Test
    void carriesTheAudioIntactBothWays() {
        Cli demo = Cli.run("demo", "--seconds", "1", "--suite", "AES_CM_128_HMAC_SHA1_32");
        assertEquals(0, demo.code(), demo.err());
        assertEquals("", demo.err());
        assertLine(demo, "suite AES_CM_128_HMAC_SHA1_32 AES_CM_128_HMAC_SHA1_32");
        assertLine(demo, "provider JCE JCE");
        assertLine(demo, "packets sent 50 50");
        assertLine(demo, "packets received 50 50");
        assertLine(demo, "packets lost 0 0");
        assertLine(demo, "audio heard equal to what was said equal to what was said");
        assertLine(demo, "BYE received yes");
    }

    @Test
    void tellsTheSameAsJson() {
        Cli demo = Cli.run("demo", "--seconds", "1", "--json");
        assertEquals(0, demo.code(), demo.err());
        assertEquals(1, demo.out().lines().count());
        assertTrue(
                demo.out()
                        .startsWith(
                                "{\"command\":\"demo\",\"ok\":true,\"problems\":[],\"seconds\":1,\"A\":{\"address\":"),
                demo.out());
        assertTrue(demo.out().contains("\"packetsReceived\":50,\"packetsLost\":0"), demo.out());
        assertTrue(demo.out().contains("\"byeReceived\":true"), demo.out());
        assertTrue(
                demo.out().matches("(?s).*\"address\":\"(127.0.0.1:\\d+)\",\"publicAddress\":\"\\1\".*"), demo.out());
    }

    @Test
    void failsIfOnePacketIsLost() {
        Cli demo = Cli.run("demo", "--seconds", "1", "--lose", "7");
        assertEquals(1, demo.code(), demo.out());
        assertTrue(demo.err().contains("A sent 50 of 50 packets and B received 49 (1 lost)"), demo.err());
        assertTrue(demo.err().contains("the audio that B heard differs from what A said"), demo.err());
        assertLine(demo, "audio heard equal to what was said DIFFERENT");
    }

    @Test
    void faultsCountThePacketsOfTheAudioOnly() {
        Cli demo = Cli.run("demo", "--seconds", "1", "--corrupt", "1", "--json");
        assertEquals(1, demo.code(), demo.out());
        assertTrue(demo.err().contains("B refused datagrams: UNAUTHENTIC 1"), demo.err());
        assertTrue(demo.out().contains("\"publicAddress\":\"127.0.0.1:"), demo.out());
    }

    @Test
    void failsIfOneBitOfOnePacketIsFlipped() {
        Cli demo = Cli.run("demo", "--seconds", "1", "--corrupt", "7", "--json");
        assertEquals(1, demo.code(), demo.out());
        assertTrue(demo.err().contains("B refused datagrams: UNAUTHENTIC 1"), demo.err());
        assertTrue(demo.out().contains("\"ok\":false"), demo.out());
        assertTrue(demo.out().contains("\"UNAUTHENTIC\":1"), demo.out());
    }

    @Test
    void refusesASuiteThatIsNotPresent() {
        Cli demo = Cli.run("demo", "--suite", "ROT13");
        assertEquals(2, demo.code());
        assertTrue(demo.err().contains("--suite ROT13 is not present; there is "), demo.err());
        assertTrue(demo.err().contains("AES_CM_128_HMAC_SHA1_80"), demo.err());
    }

    @Test
    void refusesAProviderThatIsNotPresent() {
        Cli demo = Cli.run("demo", "--provider", "ROT13");
        assertEquals(2, demo.code());
        assertTrue(demo.err().contains("--provider ROT13 is not present; there is JCE"), demo.err());
    }

    @Test
    void takesTheProviderThatIsNamed() {
        Cli demo = Cli.run("demo", "--seconds", "1", "--provider", "JCE");
        assertEquals(0, demo.code(), demo.err());
        assertLine(demo, "provider JCE JCE");
    }

    @Test
    void insistsOnApprovedCryptographyInTheWordsOfTheCommandLine() {
        Cli demo = Cli.run("demo", "--fips");
        assertEquals(1, demo.code());
        assertTrue(
                demo.err()
                        .startsWith(
                                "voip demo: the stack cannot be built: --fips: no cipher suite is in an approved mode;"
                                        + " JCE (class path): "),
                demo.err());
        assertTrue(demo.err().contains("add voip.crypto.bc"), demo.err());
        assertEquals(1, Cli.run("suites", "--fips").code());
    }

    @Test
    void refusesPluginsThatAreNotThere() {
        Cli demo = Cli.run("demo", "--plugins", "no/such/folder");
        assertEquals(2, demo.code());
        assertTrue(demo.err().contains("--plugins no/such/folder: there is no such jar or folder"), demo.err());
    }

    @Test
    void tellsOfAPluginThatCannotBeUsedAndGoesOnWithoutIt(@TempDir Path plugins) throws IOException {
        Files.writeString(plugins.resolve("garbage.jar"), "no jar at all");
        Cli demo = Cli.run("demo", "--seconds", "1", "--plugins", plugins.toString());
        assertEquals(0, demo.code(), demo.err());
        assertEquals(1, demo.err().lines().count(), demo.err());
        assertTrue(demo.err().startsWith("voip demo: plug-in garbage.jar ("), demo.err());
        assertLine(demo, "FIPS not approved not approved");
    }

    @Test
    void refusesToTalkForNoTime() {
        assertEquals(2, Cli.run("demo", "--seconds", "0").code());
        assertEquals(2, Cli.run("demo", "--seconds", "1", "--lose", "51").code());
    }

    private static void assertLine(Cli demo, String words) {
        assertTrue(
                demo.out()
                        .lines()
                        .anyMatch(line -> line.strip().replaceAll(" +", " ").equals(words)),
                "no line '" + words + "' in\n" + demo.out());
    }
}
