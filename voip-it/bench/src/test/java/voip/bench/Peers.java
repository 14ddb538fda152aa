package voip.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

/** Other people's programs that tests need. */
final class Peers {
    private Peers() {}

    /** Makes libsrtp an entrant where it is installed; where it is not, fails if peers are required. */
    static void compileLibsrtp(Path folder) throws Exception {
        boolean compiled = Libsrtp.compile(folder);
        assertTrue(
                compiled || !Boolean.getBoolean("peers.required"),
                "gcc, libc6-dev and libsrtp2-dev are not installed, and peers.required=true");
    }
}
