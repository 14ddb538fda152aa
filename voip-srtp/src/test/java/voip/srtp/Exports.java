package voip.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

/** Sessions that are exported, and go on in other sessions. */
final class Exports {
    static final byte[] WRAPPING_KEY = new byte[32];
    static final SrtpPolicy POLICY = SrtpPolicy.standard().withExport();
    static final int LEASE = 100;

    private Exports() {}

    /** A sender that has sent nothing and may send nothing. */
    static SrtpSession sender(SrtpCipherSuite suite, SrtpParameters parameters, SrtpPolicy policy) throws Exception {
        return SrtpSession.builder(suite)
                .send(MasterKeys.of(Fixtures.key(suite.spec(), 1)), parameters)
                .policy(policy)
                .open();
    }

    static SrtpSession sender() throws Exception {
        return sender(Fixtures.SUITE_80, SrtpParameters.standard(), POLICY);
    }

    /** The peer of such a sender. */
    static SrtpSession receiver(SrtpCipherSuite suite, SrtpParameters parameters, SrtpPolicy policy) throws Exception {
        return SrtpSession.builder(suite)
                .receive(MasterKeys.of(Fixtures.key(suite.spec(), 1)), parameters)
                .policy(policy)
                .open();
    }

    static SrtpExporter exporter(SrtpSession session) {
        return session.exporter(Fixtures.MODULE);
    }

    static byte[] export(SrtpSession session) throws GeneralSecurityException {
        return exporter(session).export(WRAPPING_KEY, LEASE);
    }

    /** Exports, and takes that for stored. */
    static byte[] store(SrtpSession session, int lease) throws GeneralSecurityException {
        byte[] state = exporter(session).export(WRAPPING_KEY, lease);
        exporter(session).stored(state);
        return state;
    }

    static byte[] store(SrtpSession session) throws GeneralSecurityException {
        return store(session, LEASE);
    }

    static SrtpSession resume(SrtpCipherSuite suite, SrtpPolicy policy, byte[] state) throws GeneralSecurityException {
        return SrtpSession.builder(suite).policy(policy).resume(Fixtures.MODULE, WRAPPING_KEY, state);
    }

    static SrtpSession resume(byte[] state) throws GeneralSecurityException {
        return resume(Fixtures.SUITE_80, SrtpPolicy.standard(), state);
    }

    /** What becomes of a packet of an index. */
    static Verdict send(SrtpSession session, long ssrc, long index) {
        return session.protect(Fixtures.buffer(Fixtures.rtp(ssrc, (int) (index & 0xFFFF))));
    }

    static Verdict sendControl(SrtpSession session, int ssrc) {
        return session.protectControl(Fixtures.buffer(Fixtures.rtcp(ssrc)));
    }

    /** The next packet of a source, protected, which has to be possible. */
    static byte[] next(SrtpSession session, long ssrc) {
        long index = exporter(session).nextIndex(ssrc).orElseThrow();
        return Fixtures.protect(session, Fixtures.rtp(ssrc, (int) (index & 0xFFFF)));
    }

    /** The index of an SRTCP packet without an MKI, protected with a tag of 10 bytes behind it. */
    static long controlIndex(byte[] protectedPacket) {
        return ByteBuffer.wrap(protectedPacket).getInt(protectedPacket.length - 14) & ControlPacket.LAST_INDEX;
    }
}
