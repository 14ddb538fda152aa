package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code voip bench} in the image: that it measures, and not what. */
class BenchIT {
    private static final List<String> SECURED = List.of("bare loop and SRTP", "secured calls");
    private static final List<String> PLAIN = List.of("bare loop, blocking", "bare loop, selector", "plain calls");

    @Test
    void echoesEveryPacketOfALowRatePlainAndSecured() throws Exception {
        Processes.Result result = Processes.voip("bench", "--seconds", "1", "--calls", "4", "--rate", "400", "--json");
        assertEquals(0, result.exitCode(), result.all());
        assertEquals("", result.err());
        Map<String, Object> told = Json.object(result.out());
        assertEquals(true, told.get("ok"));
        assertEquals(List.of(), told.get("troubles"));
        assertEquals(StreamKey.TAG_80, told.get("suite"));
        assertEquals("JCE", told.get("provider"));
        List<?> echoes = (List<?>) told.get("echoes");
        assertEquals(PLAIN.size() + SECURED.size(), echoes.size());
        for (int i = 0; i < echoes.size(); i++) {
            Map<?, ?> echo = (Map<?, ?>) echoes.get(i);
            assertEquals(i < PLAIN.size() ? PLAIN.get(i) : SECURED.get(i - PLAIN.size()), echo.get("name"));
            assertEquals(0.0, echo.get("lost"), echo.toString());
            for (String figure : List.of("sent", "cpuNanos", "allocatedBytes", "p50Nanos", "p99Nanos", "p999Nanos")) {
                assertTrue((Double) echo.get(figure) > 0, figure + " of " + echo);
            }
            assertTrue((Double) echo.get("packetsPerSecond") >= 0, echo.toString());
        }
        Map<?, ?> crypto = (Map<?, ?>) told.get("protectAndUnprotect");
        assertTrue((Double) crypto.get("cpuNanos") > 0, crypto.toString());
        List<?> ratios = (List<?>) told.get("ratios");
        assertEquals(9, ratios.size(), ratios.toString());
        for (Object ratio : ratios) {
            assertTrue(((Map<?, ?>) ratio).get("selector") instanceof Double, ratio.toString());
        }
    }

    @Test
    void measuresPlainCallsWhereThereIsNoCryptographyAndTellsHowToGetSome() throws Exception {
        String voip = FipsImage.shared().resolve("bin/voip").toString();
        Processes.Result result = Processes.run(60, voip, "bench", "--seconds", "1", "--calls", "2", "--rate", "400");
        assertEquals(0, result.exitCode(), result.all());
        assertEquals(
                "voip bench: plain calls only: no cipher suite is present; add voip.crypto.jce"
                        + " (org.voipstack:voip-crypto-jce) to the image, or name a folder of modules with --plugins",
                result.err().strip());
        PLAIN.forEach(name ->
                assertTrue(result.out().lines().anyMatch(line -> line.startsWith(name + " ")), result.out()));
        SECURED.forEach(name -> assertTrue(!result.out().contains(name), result.out()));
    }

    @Test
    void securesWithTheProviderOfAFolderOfPlugins() throws Exception {
        Processes.Result result = FipsImage.voip(
                Project.bcFips(),
                List.of(FipsImage.APPROVED_ONLY),
                "bench",
                "--fips",
                "--seconds",
                "1",
                "--calls",
                "2",
                "--rate",
                "400",
                "--suite",
                DefaultSuites.FIRST);
        assertEquals(0, result.exitCode(), result.all());
        assertTrue(result.out().contains("secured by " + DefaultSuites.FIRST + " of BCFIPS"), result.out());
    }
}
