package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    @Test
    void measuresPlainAndSecuredCallsBesideBareLoops() {
        Cli bench = Cli.run("bench", "--seconds", "1", "--calls", "3", "--rate", "200", "--suite", "AEAD_AES_128_GCM");
        assertEquals(0, bench.code(), bench.err());
        assertEquals("", bench.err());
        for (String row : new String[] {
            "bare loop, blocking",
            "bare loop, selector",
            "plain calls",
            "bare loop and SRTP",
            "secured calls",
            "protect [+] unprotect",
            "secured by AEAD_AES_128_GCM of JCE",
            "3 calls, 160 bytes of payload, at equal load 200 packets/s"
        }) {
            assertTrue(bench.out().lines().anyMatch(line -> line.matches(row + ".*")), row + " in\n" + bench.out());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--calls 0, --calls 0 is outside 1 to 1000",
        "--seconds 601, --seconds 601 is outside 1 to 600",
        "--payload 1401, --payload 1401 is outside 1 to 1400",
        "--rate 99, --rate 99 is outside 100 to 1000000",
        "--suite ROT13, --suite ROT13 is not present; there is A",
        "--provider ROT13, --provider ROT13 is not present; there is JCE",
        "--plugins no/such, --plugins no/such: there is no such jar or folder"
    })
    void refusesWhatCannotBeMeasured(String option, String sentence) {
        Cli bench = Cli.run(("bench " + option).split(" "));
        assertEquals(2, bench.code());
        assertTrue(bench.err().startsWith("voip bench: " + sentence), bench.err());
    }

    @Test
    void insistsOnApprovedCryptographyInTheWordsOfTheCommandLine() {
        Cli bench = Cli.run("bench", "--fips", "--seconds", "1");
        assertEquals(1, bench.code());
        assertTrue(bench.err().startsWith("voip bench: --fips: no cipher suite is in an approved mode"), bench.err());
    }
}
