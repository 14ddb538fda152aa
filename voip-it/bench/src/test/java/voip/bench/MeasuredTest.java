package voip.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import org.junit.jupiter.api.Test;

/** What is made of measurements. */
class MeasuredTest {
    private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";

    private final Measured measured = new Measured();

    private void measure(Crypto crypto, int payload, Entrant entrant, double nanos, double ratio) {
        for (Operation operation : Operation.values()) {
            measured.add(
                    new Measured.Row(crypto, SUITE, payload),
                    entrant,
                    operation,
                    new Measured.Figures(new Cost(nanos, 40), ratio));
        }
    }

    @Test
    void costIsThatOfTheFastestBatchesButForATwentieth() {
        Costs costs = new Costs(10);
        for (int i = 100; i > 0; i--) {
            costs.add(i * 10, i * 1000, 400, 800);
        }
        assertEquals(new Cost(6, 40), costs.of(Operation.PROTECT));
        assertEquals(new Cost(606, 120), costs.of(Operation.ROUND_TRIP));
    }

    @Test
    void ratioIsThatOfRoundsAndNotOfTheirBest() {
        Costs ours = new Costs(1);
        Costs theirs = new Costs(1);
        for (int i = 0; i < 99; i++) {
            int disturbed = i % 3 == 0 ? 1 : 7;
            ours.add(100 * disturbed, 0, 0, 0);
            theirs.add((i % 2 == 0 ? 200 : 201) * disturbed, 0, 0, 0);
        }
        assertEquals(0.5, ours.ratioTo(theirs, Operation.PROTECT), 0.005);
    }

    @Test
    void aBarIsHeldToTheFasterFloorAndTheWorstRow() {
        for (int payload : new int[] {160, 1200}) {
            measure(Crypto.JCE, payload, Entrant.VOIP, 110, Double.NaN);
            measure(Crypto.JCE, payload, Entrant.FLOOR, 100, payload == 160 ? 1.1 : 1.14);
            measure(Crypto.JCE, payload, Entrant.FLOOR_MAC, 90, payload == 160 ? 1.3 : 1.0);
        }
        Bar.Reached reached = Bar.all().stream()
                .filter(bar -> bar.others().contains(Entrant.FLOOR_MAC))
                .findFirst()
                .orElseThrow()
                .reached(measured)
                .orElseThrow();
        assertEquals(1.3, reached.ratio());
        assertEquals(160, reached.row().payload());
        String text = Bars.of(measured);
        assertTrue(text.contains("| 1.15 | 1.30 | " + SUITE + ", 160 | **missed** |"), text);
        assertTrue(text.contains("| libsrtp | " + SUITE + " | 20, 160, 1200 | 1.00 | not measured |"), text);
    }

    @Test
    void aTableHasThoseWhoWereMeasured() {
        measure(Crypto.JCE, 160, Entrant.VOIP, 110.4, Double.NaN);
        measure(Crypto.JCE, 160, Entrant.FLOOR, 100, 1.104);
        measure(Crypto.JCE, 160, Entrant.LIBSRTP, 400, 0.276);
        String text = Table.of(measured, Crypto.JCE);
        assertTrue(text.contains("### JCE: unprotect\n"), text);
        assertTrue(text.contains("| " + SUITE + " | 160 | 110 | 100 | 1.10 | 400 | 0.28 | 40 | 40 |\n"), text);
        assertFalse(text.contains("jitsi"), text);
        assertEquals("", Table.of(measured, Crypto.BCFIPS));
    }

    @Test
    void aClassPathHasOneBouncyCastle() {
        String all = String.join(File.pathSeparator, "classes", "bc-fips-2.jar", "bcprov-jdk18on-1.jar");
        assertFalse(Crypto.JCE.of(all).contains("bc-fips"));
        assertTrue(Crypto.JCE.of(all).contains("bcprov"));
        assertFalse(Crypto.BCFIPS.of(all).contains("bcprov"));
        assertTrue(Crypto.BCFIPS.of(all).startsWith("classes"));
    }
}
