package voip.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.Verdict;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/** What one provider protects, the other opens, and would have protected to the same bytes. */
class CrossProviderIT {
    private static final int PACKETS = 10_000;
    private static final int PACKETS_OF_A_KEY = 1_000;

    private final Random random = new Random(4568);

    /** All that both have. */
    static Set<String> suites() {
        CipherSuites suites = CipherSuites.discover(BcFips.LAYER);
        Set<String> both = names(suites.provider("JCE"));
        both.retainAll(names(suites.provider("BCFIPS")));
        return both;
    }

    private static Set<String> names(CipherSuites suites) {
        return suites.all().stream().map(suite -> suite.spec().name()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void bothProvidersHaveTheSameTenSuites() {
        CipherSuites suites = CipherSuites.discover(BcFips.LAYER);
        assertEquals(names(suites.provider("JCE")), names(suites.provider("BCFIPS")));
        assertEquals(10, suites().size());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void eachOpensWhatTheOtherProtects(String name) throws Exception {
        CipherSuites suites = CipherSuites.discover(BcFips.LAYER);
        SrtpCipherSuite jce = suites.provider("JCE").suite(name);
        SrtpCipherSuite bcFips = suites.provider("BCFIPS").suite(name);
        int packets = 0;
        int rollovers = 0;
        while (packets < PACKETS) {
            byte[] key = bytes(jce.spec().keyLength());
            byte[] salt = bytes(jce.spec().saltLength());
            try (Pair ofJce = new Pair(jce, key, salt);
                    Pair ofBcFips = new Pair(bcFips, key, salt)) {
                RandomStream stream = new RandomStream(random);
                for (int i = 0; i < PACKETS_OF_A_KEY / 2; i++) {
                    assertCrosses(ofJce, ofBcFips, stream.rtp(), SrtpSession::protect, SrtpSession::unprotect);
                    assertCrosses(
                            ofJce, ofBcFips, stream.rtcp(), SrtpSession::protectControl, SrtpSession::unprotectControl);
                    packets += 2;
                }
                rollovers += stream.rollovers();
            }
        }
        assertEquals(PACKETS, packets);
        assertTrue(rollovers > 50, "sequence numbers rolled over " + rollovers + " times only");
    }

    private static void assertCrosses(
            Pair ofJce,
            Pair ofBcFips,
            byte[] packet,
            BiFunction<SrtpSession, ByteBuffer, Verdict> protect,
            BiFunction<SrtpSession, ByteBuffer, Verdict> unprotect) {
        byte[] byJce = applied(ofJce.sender, packet, protect);
        byte[] byBcFips = applied(ofBcFips.sender, packet, protect);
        assertArrayEquals(byJce, byBcFips, "the protected packets differ");
        assertArrayEquals(packet, applied(ofBcFips.receiver, byJce, unprotect));
        assertArrayEquals(packet, applied(ofJce.receiver, byBcFips, unprotect));
    }

    private static byte[] applied(
            SrtpSession session, byte[] packet, BiFunction<SrtpSession, ByteBuffer, Verdict> action) {
        ByteBuffer buffer = ByteBuffer.allocate(packet.length + session.overhead());
        buffer.put(packet).flip();
        assertEquals(Verdict.ACCEPTED, action.apply(session, buffer));
        return Arrays.copyOfRange(buffer.array(), buffer.position(), buffer.limit());
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Both ends of a stream, by one provider. */
    private static final class Pair implements AutoCloseable {
        private final SrtpSession sender;
        private final SrtpSession receiver;

        Pair(SrtpCipherSuite suite, byte[] key, byte[] salt) throws Exception {
            sender = SrtpSession.sender(suite, new MasterKey(key.clone(), salt.clone()), SrtpPolicy.standard());
            receiver = SrtpSession.receiver(suite, new MasterKey(key.clone(), salt.clone()), SrtpPolicy.standard());
        }

        @Override
        public void close() {
            sender.close();
            receiver.close();
        }
    }
}
