package voip.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpairmentTest {
    private final Impairment.Builder builder = Impairment.builder();

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesProbabilitiesOutsideZeroToOne(double probability) {
        assertThrows(IllegalArgumentException.class, () -> builder.loss(probability));
        assertThrows(IllegalArgumentException.class, () -> builder.duplication(probability));
        assertThrows(IllegalArgumentException.class, () -> builder.corruption(probability));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> builder.reordering(probability, Duration.ofMillis(1)));
        assertTrue(refusal.getMessage().contains("reordering, " + probability + ","), refusal.getMessage());
    }

    @Test
    void refusesNegativeDurations() {
        Duration negative = Duration.ofNanos(-1);
        assertThrows(IllegalArgumentException.class, () -> builder.delay(negative));
        assertThrows(IllegalArgumentException.class, () -> builder.delayVariation(negative));
        assertThrows(IllegalArgumentException.class, () -> builder.reordering(0.5, negative));
    }

    @Test
    void keepsWhatWasSetEvenWhenItsBuilderGoesOn() {
        Impairment built = builder.seed(7)
                .loss(0)
                .duplication(1)
                .corruption(0.25)
                .reordering(0.5, Duration.ofMillis(30))
                .delay(Duration.ofMillis(40))
                .delayVariation(Duration.ofMillis(5))
                .build();
        builder.loss(1).seed(8);
        assertEquals(7, built.seed());
        assertEquals(0, built.loss());
        assertEquals(1, built.duplication());
        assertEquals(0.25, built.corruption());
        assertEquals(0.5, built.reordering());
        assertEquals(Duration.ofMillis(30), built.holdBack());
        assertEquals(Duration.ofMillis(40), built.delay());
        assertEquals(Duration.ofMillis(5), built.delayVariation());
    }
}
