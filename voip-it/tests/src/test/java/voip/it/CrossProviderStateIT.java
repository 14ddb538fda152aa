package voip.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.srtp.SrtpExporter;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/** What a session of one provider has exported, a session of the other goes on with. */
class CrossProviderStateIT {
    private static final int LEASE = 40;
    private static final int FIRST = 65_500;

    private final CipherSuites suites = CipherSuites.discover(BcFips.LAYER);
    private final byte[] wrappingKey = "of 24 bytes, as it needs".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @MethodSource("voip.it.CrossProviderIT#suites")
    void eachGoesOnWhereTheOtherWas(String suite) throws Exception {
        SrtpSession receiver =
                SrtpSession.receiver(suites.provider("JCE").suite(suite), key(suite), SrtpPolicy.standard());
        SrtpSession session = SrtpSession.sender(
                suites.provider("BCFIPS").suite(suite),
                key(suite),
                SrtpPolicy.standard().withExport());
        String provider = "BCFIPS";
        exporter(session, provider).begin(7, FIRST);
        for (String next : List.of("JCE", "BCFIPS", "BCFIPS", "JCE")) {
            byte[] state = exporter(session, provider).export(wrappingKey, LEASE);
            exporter(session, provider).stored(state);
            assertHeard(
                    session, receiver, exporter(session, provider).nextIndex(7).orElseThrow());
            session.close();
            session = SrtpSession.builder(suites.provider(next).suite(suite))
                    .resume(suites.module(next).orElseThrow(), wrappingKey, state);
            provider = next;
            assertEquals(next, session.provider());
        }
        assertEquals(FIRST + 4 * LEASE, exporter(session, provider).nextIndex(7).orElseThrow());
        session.close();
        receiver.close();
    }

    private SrtpExporter exporter(SrtpSession session, String provider) {
        return session.exporter(suites.module(provider).orElseThrow());
    }

    private MasterKey key(String suite) {
        var spec = suites.provider("JCE").suite(suite).spec();
        byte[] key = new byte[spec.keyLength()];
        Arrays.fill(key, (byte) 3);
        return new MasterKey(key, new byte[spec.saltLength()]);
    }

    private static void assertHeard(SrtpSession sender, SrtpSession receiver, long index) {
        byte[] plain = RtpPacket.builder()
                .ssrc(7)
                .sequence((int) (index & 0xFFFF))
                .payload(new byte[160])
                .build()
                .toBytes();
        ByteBuffer packet = ByteBuffer.allocate(250).put(plain).flip();
        assertEquals(Verdict.ACCEPTED, sender.protect(packet));
        assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet));
        assertArrayEquals(plain, Arrays.copyOf(packet.array(), packet.limit()));
    }
}
