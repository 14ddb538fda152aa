package voip.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this framework protects, jitsi-srtp protects to the same bytes; and each opens them. */
class JitsiSrtpTest {
    private static final int PACKETS = 100_000;
    private static final int PACKETS_OF_A_KEY = 5_000;

    private final byte[] byUs = new byte[Packets.ROOM];
    private final byte[] byThem = new byte[Packets.ROOM];

    static List<Suite> suites() {
        return Suite.all(Crypto.JCE).stream().filter(Entrant.JITSI_JAVA::has).toList();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void eachOpensWhatTheOtherProtects(Suite suite) throws Exception {
        SplittableRandom random = new SplittableRandom(3711);
        int packets = 0;
        int rollovers = 0;
        int late = 0;
        while (packets < PACKETS) {
            Suite keyed = suite.withRandomKey(random);
            RandomPackets stream = new RandomPackets(random.split());
            Contender ours = new VoipContender(keyed, byUs);
            Contender[] theirs = theirs(keyed, stream);
            for (int i = 0; i < PACKETS_OF_A_KEY; i++) {
                stream.next();
                load(stream);
                assertSame(stream, ours.protect(stream.length()), theirs[stream.source()].protect(stream.length()));
                int length = stream.length() + suite.spec().tagLength();
                assertRestored(stream, ours.unprotect(length), theirs[stream.source()].unprotect(length));
                stream.nextControl();
                load(stream);
                int sealed = ours.protectControl(stream.length());
                assertSame(stream, sealed, theirs[stream.source()].protectControl(stream.length()));
                assertRestored(stream, ours.unprotectControl(sealed), theirs[stream.source()].unprotectControl(sealed));
                packets++;
            }
            rollovers += stream.rollovers();
            late += stream.late();
        }
        assertEquals(PACKETS, packets);
        assertTrue(rollovers > 1_000, "sequence numbers rolled over " + rollovers + " times only");
        assertTrue(late > 1_000, late + " packets were late only");
    }

    /** A context for each source, as jitsi-srtp has it. */
    private Contender[] theirs(Suite suite, RandomPackets stream) throws Exception {
        Contender[] theirs = new Contender[RandomPackets.SOURCES];
        for (int source = 0; source < theirs.length; source++) {
            theirs[source] = JitsiContender.openInJava(suite, stream.ssrc(source), byThem);
        }
        return theirs;
    }

    private void load(RandomPackets stream) {
        System.arraycopy(stream.packet(), 0, byUs, 0, stream.length());
        System.arraycopy(stream.packet(), 0, byThem, 0, stream.length());
    }

    /** What both made has the same bytes, so that each opens the other's. */
    private void assertSame(RandomPackets stream, int ourLength, int theirLength) {
        assertTrue(
                Arrays.equals(byUs, 0, ourLength, byThem, 0, theirLength),
                () -> text(stream.packet(), stream.length()) + " was protected to different bytes:\n"
                        + text(byUs, ourLength) + "\n" + text(byThem, theirLength));
    }

    private void assertRestored(RandomPackets stream, int ourLength, int theirLength) {
        assertTrue(
                Arrays.equals(byUs, 0, ourLength, stream.packet(), 0, stream.length()),
                () -> "we opened another packet than they protected:\n" + text(byUs, ourLength));
        assertTrue(
                Arrays.equals(byThem, 0, theirLength, stream.packet(), 0, stream.length()),
                () -> "they opened another packet than we protected:\n" + text(byThem, theirLength));
    }

    private static String text(byte[] packet, int length) {
        return HexFormat.of().formatHex(packet, 0, length);
    }
}
