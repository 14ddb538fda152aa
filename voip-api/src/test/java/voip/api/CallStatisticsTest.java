package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallStatisticsTest {
    @Test
    void keepsACopyOfTheVerdicts() {
        Map<Verdict, Long> verdicts = new EnumMap<>(Map.of(Verdict.ACCEPTED, 1L));
        CallStatistics statistics = new CallStatistics(1, 2, 3, 4, -5, Duration.ZERO, 6, 7, verdicts, Optional.empty());
        verdicts.put(Verdict.REPLAYED, 1L);
        assertEquals(Map.of(Verdict.ACCEPTED, 1L), statistics.verdicts());
        assertThrows(
                UnsupportedOperationException.class, () -> statistics.verdicts().clear());
    }
}
