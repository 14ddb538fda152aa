package voip.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compared does the same work: the same packets in, the same bytes out. */
@Tag("bcfips")
class ContenderTest {
    private static final int ROLLED_OVER = (1 << 16) + 3;

    private final byte[] array = new byte[Packets.ROOM];

    @BeforeAll
    static void compile(@TempDir Path folder) throws Exception {
        Peers.compileLibsrtp(folder);
    }

    static List<Suite> suites() {
        return Suite.all(Crypto.tested());
    }

    /** The roll-over is not the provider's: on bc-fips, which is slow, one suite of each kind shows it. */
    static List<Suite> rollingOver() {
        return suites().stream()
                .filter(suite -> Crypto.tested() == Crypto.JCE
                        || suite.name().contains("_AES_128_GCM")
                        || suite.name().equals("AES_CM_128_HMAC_SHA1_80"))
                .toList();
    }

    private static List<Entrant> entrants(Suite suite) {
        return Crypto.tested().entrants(suite);
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
                contender.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rollingOver")
    void allRollOverAlike(Suite suite) throws Exception {
        byte[] expected = null;
        byte[] plain = Packets.rtp(20);
        for (Entrant entrant : entrants(suite)) {
            if (entrant == Entrant.LIBSRTP || entrant == Entrant.BC_OPERATORS) {
                continue; // a question at a time, or an operator: too slow
            }
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
    void allProtectReportsAlike(Suite suite) throws Exception {
        byte[] expected = null;
        for (Entrant entrant : entrants(suite)) {
            if (entrant == Entrant.LIBSRTP) {
                continue; // counts its reports from 1
            }
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
            contender.close();
        }
    }
}
