package voip.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** Keys and packets that many tests need. */
final class Fixtures {
    private static final CipherSuites CRYPTO = CipherSuites.discover().provider("JCE");
    static final CryptoModule MODULE = CRYPTO.module("JCE").orElseThrow();
    static final SrtpCipherSuite SUITE_80 = CRYPTO.suite("AES_CM_128_HMAC_SHA1_80");
    static final SrtpCipherSuite SUITE_32 = CRYPTO.suite("AES_CM_128_HMAC_SHA1_32");

    private static final int ROOM = 160; // for a tag behind the longest MKI

    private Fixtures() {}

    /** A suite of the JDK's own providers. */
    static SrtpCipherSuite suite(String name) {
        return CRYPTO.suite(name);
    }

    /** A key of consecutive bytes, and a salt that follows on, for the suites of {@link #SUITE_80} and {@link #SUITE_32}. */
    static MasterKey key(int first) {
        return key(SUITE_80.spec(), first);
    }

    /** A key of consecutive bytes, and a salt that follows on, as long as the suite wants them. */
    static MasterKey key(SuiteSpec spec, int first) {
        return new MasterKey(
                consecutive(spec.keyLength(), first), consecutive(spec.saltLength(), first + spec.keyLength()));
    }

    private static byte[] consecutive(int length, int first) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    static SrtpSession sender() {
        return sender(SrtpPolicy.standard());
    }

    static SrtpSession sender(SrtpPolicy policy) {
        try {
            return SrtpSession.sender(SUITE_80, key(0), policy);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static SrtpSession receiver() {
        return receiver(SrtpPolicy.standard());
    }

    static SrtpSession receiver(SrtpPolicy policy) {
        try {
            return SrtpSession.receiver(SUITE_80, key(0), policy);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] rtp(long ssrc, int sequence) {
        byte[] payload = new byte[160];
        Arrays.fill(payload, (byte) sequence);
        return RtpPacket.builder()
                .ssrc(ssrc)
                .sequence(sequence)
                .timestamp(160L * sequence)
                .payload(payload)
                .build()
                .toBytes();
    }

    /** A receiver report without blocks. */
    static byte[] rtcp(int ssrc) {
        byte[] report = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 0};
        BigEndian.putInt32(report, 4, ssrc);
        return report;
    }

    /** A buffer that begins somewhere in its array, with room behind the packet. */
    static ByteBuffer buffer(byte[] packet) {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[3 + packet.length + ROOM], 3, packet.length + ROOM)
                .slice();
        buffer.put(packet).flip();
        return buffer;
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** The packet as protected, which must be possible. */
    static byte[] protect(SrtpSession session, byte[] packet) {
        ByteBuffer buffer = buffer(packet);
        Verdict verdict = session.protect(buffer);
        if (verdict != Verdict.ACCEPTED) {
            throw new AssertionError(verdict.toString());
        }
        return bytes(buffer);
    }

    static byte[] protectControl(SrtpSession session, byte[] packet) {
        ByteBuffer buffer = buffer(packet);
        Verdict verdict = session.protectControl(buffer);
        if (verdict != Verdict.ACCEPTED) {
            throw new AssertionError(verdict.toString());
        }
        return bytes(buffer);
    }

    static Verdict unprotect(SrtpSession session, byte[] packet) {
        return session.unprotect(buffer(packet));
    }

    static Verdict unprotectControl(SrtpSession session, byte[] packet) {
        return session.unprotectControl(buffer(packet));
    }

    static byte[] flipped(byte[] packet, int bit) {
        byte[] flipped = packet.clone();
        flipped[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return flipped;
    }
}
