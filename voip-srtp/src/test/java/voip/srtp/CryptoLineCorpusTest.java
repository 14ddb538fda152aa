package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All examples of RFC 4568, and malformed lines, each with its own reason. */
class CryptoLineCorpusTest {
    static Stream<Arguments> examples() {
        return CryptoLineTexts.table("rfc4568-crypto-lines.txt").stream()
                .map(fields -> Arguments.of(fields[0], fields[1]));
    }

    @ParameterizedTest(name = "section {0}")
    @MethodSource("examples")
    void rfc4568ExamplesParseAndPrint(String section, String value) {
        try (CryptoAttribute attribute = CryptoAttribute.parse(value)) {
            assertEquals(value.replace("; ", ";"), attribute.toSdp(), section);
            if (attribute.isFor(Fixtures.SUITE_80.spec())) {
                assertEquals(
                        "",
                        attribute
                                .problem(Fixtures.SUITE_80.spec(), SrtpPolicy.standard())
                                .orElse(""));
            }
        }
    }

    @Test
    void thereAreAllEightExamples() {
        assertEquals(8, examples().count());
    }

    static Stream<Arguments> malformed() {
        return CryptoLineTexts.table("bad-crypto-lines.txt").stream().map(fields -> Arguments.of(fields[0], fields[1]));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedLinesGiveTheirReason(String line, String reason) {
        String value = CryptoLineTexts.resolved(line);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> CryptoAttribute.parse(value));
        assertEquals(reason, refused.getMessage());
        assertEquals(null, refused.getCause(), "which might tell of a key");
    }

    @Test
    void thereAreAtLeast60DifferentReasons() {
        Set<String> reasons = CryptoLineTexts.table("bad-crypto-lines.txt").stream()
                .map(fields -> fields[1].replaceAll("[0-9]+", "N"))
                .collect(Collectors.toSet());
        assertTrue(reasons.size() >= 60, () -> reasons.size() + " different reasons");
    }
}
