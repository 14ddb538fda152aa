package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** Whole packets against a computation from the RFCs' text; for AES_192_CM, which libsrtp 2 does wrongly, above all. */
class IndependentComputationTest {
    /** In the order in which they are sent: roll-over counter and sequence number. */
    private static final int[][] INDEXES = {
        {0, 0xFFFE}, {0, 0xFFFF}, {1, 1}, {1, 0}, {1, 0x7000}, {1, 0xE000}, {2, 0x100}, {1, 0xFFFF}, {2, 0x101}
    };

    private final SplittableRandom random = new SplittableRandom(6188);

    @ParameterizedTest
    @MethodSource("voip.srtp.SuiteNames#counterMode")
    void protectsToTheseBytesAndOpensThem(String name) throws Exception {
        SrtpCipherSuite suite = Fixtures.suite(name);
        SuiteSpec spec = suite.spec();
        byte[] key = bytes(spec.keyLength());
        byte[] salt = bytes(14);
        boolean encrypts = !name.startsWith("NULL");
        Rfc3711Packets expected = new Rfc3711Packets(key, salt, name.endsWith("_32") ? 4 : 10, encrypts);
        try (SrtpSession sender = SrtpSession.builder(suite)
                        .send(master(key, salt), SrtpParameters.standard())
                        .open();
                SrtpSession receiver = SrtpSession.builder(suite)
                        .receive(master(key, salt), SrtpParameters.standard())
                        .open()) {
            for (int[] index : INDEXES) {
                byte[] rtp = rtp(index[1]);
                int header = RtpPacket.headerLength(rtp, 0, rtp.length);
                byte[] srtp = expected.srtp(rtp, header, index[0]);
                assertSame(srtp, Fixtures.protect(sender, rtp));
                ByteBuffer opened = Fixtures.buffer(srtp);
                assertEquals(Verdict.ACCEPTED, receiver.unprotect(opened));
                assertSame(rtp, Fixtures.bytes(opened));
            }
            for (int index = 0; index < 300; index++) {
                byte[] rtcp = rtcp();
                byte[] srtcp = expected.srtcp(rtcp, index);
                assertSame(srtcp, Fixtures.protectControl(sender, rtcp));
                ByteBuffer opened = Fixtures.buffer(srtcp);
                assertEquals(Verdict.ACCEPTED, receiver.unprotectControl(opened));
                assertSame(rtcp, Fixtures.bytes(opened));
            }
        }
    }

    private byte[] rtp(int sequence) {
        return RtpPacket.builder()
                .payloadType(random.nextInt(64))
                .sequence(sequence)
                .timestamp(160L * sequence)
                .ssrc(0xCAFEBABEL)
                .csrcs(random.longs(random.nextInt(4), 0, 1L << 32).toArray())
                .rawExtension(0xABAC, bytes(4 * random.nextInt(4)))
                .payload(bytes(random.nextInt(200)))
                .padding(4)
                .build()
                .toBytes();
    }

    private byte[] rtcp() {
        int words = 1 + random.nextInt(40);
        byte[] report = bytes(4 + 4 * words);
        ByteBuffer.wrap(report).putInt(0x80C9_0000 | words).putInt(0xCAFE_BABE);
        return report;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static MasterKeys master(byte[] key, byte[] salt) {
        return MasterKeys.of(new MasterKey(key.clone(), salt.clone()));
    }

    private static void assertSame(byte[] expected, byte[] actual) {
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(actual));
    }
}
