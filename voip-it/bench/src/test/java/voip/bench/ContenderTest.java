package voip.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compared does the same work: the same packets in, the same bytes out. */
class ContenderTest {
    private static final int ROLLED_OVER = (1 << 16) + 3;

    private final byte[] array = new byte[Packets.ROOM];

    static List<Suite> suites() {
        return Suite.all();
    }

    private static List<Entrant> entrants(Suite suite) {
        return Stream.of(Entrant.values()).filter(entrant -> entrant.has(suite)).toList();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void allProtectAlikeAndRestoreWhatWasProtected(Suite suite) throws Exception {
        for (int payload : new int[] {20, 160, 1200}) {
            byte[] expected = null;
            for (Entrant entrant : entrants(suite)) {
                Contender contender = entrant.open(suite, array);
                byte[] plain = Packets.rtp(payload);
                Packets.lay(plain, 0, array);
                int length = contender.protect(plain.length);
                assertEquals(plain.length + suite.spec().tagLength(), length, entrant::name);
                byte[] sealed = Arrays.copyOf(array, length);
                expected = expected == null ? sealed : expected;
                assertArrayEquals(expected, sealed, entrant::name);
                assertEquals(plain.length, contender.unprotect(length), entrant::name);
                assertArrayEquals(plain, Arrays.copyOf(array, plain.length), entrant::name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void allRollOverAlike(Suite suite) throws Exception {
        byte[] expected = null;
        byte[] plain = Packets.rtp(20);
        for (Entrant entrant : entrants(suite)) {
            Contender contender = entrant.open(suite, array);
            int length = 0;
            for (int i = 0; i < ROLLED_OVER; i++) {
                Packets.lay(plain, i, array);
                length = contender.protect(plain.length);
            }
            byte[] sealed = Arrays.copyOf(array, length);
            expected = expected == null ? sealed : expected;
            assertArrayEquals(expected, sealed, entrant::name);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void theFloorProtectsReportsAsWeDo(Suite suite) throws Exception {
        byte[] expected = null;
        for (Entrant entrant : List.of(Entrant.VOIP, Entrant.FLOOR)) {
            Contender contender = entrant.open(suite, array);
            byte[] plain = Packets.rtcp();
            for (int i = 0; i < 3; i++) {
                System.arraycopy(plain, 0, array, 0, plain.length);
                int length = contender.protectControl(plain.length);
                byte[] sealed = Arrays.copyOf(array, length);
                expected = entrant == Entrant.VOIP ? sealed : expected;
                assertEquals(plain.length, contender.unprotectControl(length), entrant::name);
                assertArrayEquals(plain, Arrays.copyOf(array, plain.length), entrant::name);
                if (i == 2) {
                    assertArrayEquals(expected, sealed, entrant::name);
                }
            }
        }
    }
}
