package voip.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CipherSuites;

class ReportTest {
    private static final Load LOAD = new Load(10, 160, 5, 0);

    @Test
    void tablesAreAlignedWithFiguresToTheRight() {
        assertEquals(
                String.format("NAME     NS%nlong  1,000%nx         7%n"),
                Columns.text(List.of(List.of("NAME", "NS"), List.of("long", "1,000"), List.of("x", "7"))));
    }

    @Test
    void tellsOfEachEchoAndOfTheRatios() {
        String text = secured().toText();
        assertLine(text, "plain calls 5,000 3,000 8.0 12.0 12.0 12.0 2 4 1.00 %");
        assertLine(text, "protect + unprotect - 1,000 8.0 - - - - - -");
        assertLine(text, "plain calls: processor time, times the bare loop's 2.00 1.50");
        assertLine(text, "secured calls: processor time added, times protect + unprotect 2.50 2.00");
        assertLine(text, "secured calls: p99 from receive to handler, times the bare loop's 1.00 1.00");
        assertLine(text, "secured calls: bytes allocated beyond the bare loop and protect + unprotect -8.00 -8.00");
        assertLine(text, "10 calls, 160 bytes of payload, at equal load 1,234 packets/s");
        assertLine(text, "secured calls: it refused packets: {REPLAYED=1}");
        assertTrue(
                text.contains("secured by AES_CM_128_HMAC_SHA1_80 of JCE, arranged as its module does by default"),
                text);
        assertTrue(text.contains("Java " + Runtime.version()), text);
    }

    @Test
    void namesHowTheCryptographyIsArranged() {
        System.setProperty("voip.crypto.test.construction", "odd");
        try {
            assertTrue(secured().toText().contains("of JCE, voip.crypto.test.construction=odd"));
        } finally {
            System.clearProperty("voip.crypto.test.construction");
        }
    }

    @Test
    void jsonHasTheFiguresUnrounded() {
        Map<String, Object> json = secured().toJson();
        Map<?, ?> plain = (Map<?, ?>) ((List<?>) json.get("echoes")).get(2);
        assertEquals("plain calls", plain.get("name"));
        assertEquals(3000.0, plain.get("cpuNanos"));
        assertEquals(2000L, plain.get("sent"));
        assertEquals(2L, plain.get("lost"));
        assertEquals(20L, plain.get("pauseMillis"));
        assertEquals("AES_CM_128_HMAC_SHA1_80", json.get("suite"));
        assertEquals(1000.0, ((Map<?, ?>) json.get("protectAndUnprotect")).get("cpuNanos"));
    }

    @Test
    void withoutSecurityNothingIsSaidOfIt() {
        List<Result> results = List.of(echo(Field.BLOCKING, 1500), echo(Field.SELECTOR, 2000), echo(Field.PLAIN, 3000));
        Report report = new Report(LOAD, null, 1234, results, null);
        assertFalse(report.toText().contains("protect"), report.toText());
        assertNull(report.toJson().get("suite"));
        assertEquals(3, ((List<?>) report.toJson().get("ratios")).size());
    }

    private static Report secured() {
        List<Result> results = new ArrayList<>(
                List.of(echo(Field.BLOCKING, 1500), echo(Field.SELECTOR, 2000), echo(Field.PLAIN, 3000)));
        results.add(echo(Field.BARE_SRTP, 3500));
        Result calls = echo(Field.SECURED, 4000);
        calls.trouble("it refused packets: {REPLAYED=1}");
        results.add(calls);
        Security security = new Security(CipherSuites.discover().suite("AES_CM_128_HMAC_SHA1_80"), () -> 0);
        return new Report(LOAD, security, 1234, results, Results.of(Field.CRYPTO, 1000));
    }

    private static Result echo(String name, long cpuNanos) {
        Result result = Results.of(name, cpuNanos);
        Results.pace(result, 12_000, 12_000);
        result.search().tell(5000, true);
        return result;
    }

    private static void assertLine(String text, String words) {
        assertTrue(text.lines().anyMatch(line -> line.replaceAll(" +", " ").equals(words)), words + " in\n" + text);
    }
}
