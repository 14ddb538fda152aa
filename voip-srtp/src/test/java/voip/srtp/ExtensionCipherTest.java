package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

/** Encrypted header extensions (RFC 6904). */
class ExtensionCipherTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String PLAIN = "17414273A475262748220000C8308E4655996386B395FB00";
    private static final String ENCRYPTED = "17588A9270F4E15E1C220000C8309546A994F0BC54789700";

    private static MasterKey rfc() {
        return new MasterKey(
                HEX.parseHex("E1F97A0D3E018BE0D64FA32C06DE4139"), HEX.parseHex("0EC675AD498AFEEBB6960B3AABE6"));
    }

    @Test
    void rfc6904AppendixA1() throws Exception {
        byte[] key = new byte[16];
        byte[] salt = new byte[14];
        Fixtures.SUITE_80.derive(rfc(), 6, 0, key);
        Fixtures.SUITE_80.derive(rfc(), 7, 0, salt);
        assertEquals("549752054D6FB708622C4A2E596A1B93", HEX.formatHex(key));
        assertEquals("AB01818174C40D39A3781F7C2D27", HEX.formatHex(salt));
    }

    /** In a whole packet, whose header extension begins behind its profile and length. */
    @Test
    void rfc6904AppendixA2() throws Exception {
        byte[] plain = HEX.parseHex("90001234" + "00000000" + "CAFEBABE" + "BEDE0006" + PLAIN + "0102");
        try (SrtpSession sender = SrtpSession.sender(Fixtures.SUITE_80, rfc(), SrtpPolicy.standard());
                SrtpSession receiver = SrtpSession.receiver(Fixtures.SUITE_80, rfc(), SrtpPolicy.standard())) {
            assertTrue(sender.encryptExtensions(Set.of(1, 3, 4)));
            assertTrue(receiver.encryptExtensions(Set.of(1, 3, 4)));
            byte[] packet = Fixtures.protect(sender, plain);
            assertEquals(ENCRYPTED, HEX.formatHex(packet, 16, 40));
            assertArrayEquals(Arrays.copyOf(plain, 16), Arrays.copyOf(packet, 16));
            ByteBuffer buffer = Fixtures.buffer(packet);
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(buffer));
            assertArrayEquals(plain, Fixtures.bytes(buffer));
            assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, Fixtures.flipped(packet, 8 * 17)));
        }
    }

    @ParameterizedTest
    @MethodSource("voip.srtp.MasterKeysTest#suites")
    void encryptsJustWhatIsAgreedOnInBothForms(SrtpCipherSuite suite) throws Exception {
        if (suite instanceof JdkGcmSuite) {
            return; // which cannot, see below
        }
        byte[] first = {1, 2, 3};
        byte[] second = {4, 5, 6, 7};
        for (int id : new int[] {2, 14, 16, 255}) {
            byte[] plain = RtpPacket.builder()
                    .ssrc(7)
                    .sequence(1)
                    .csrcs(1, 2)
                    .extension(1, first)
                    .extension(id, second)
                    .payload(new byte[20])
                    .build()
                    .toBytes();
            try (SrtpSession sender = SrtpSession.sender(suite, Fixtures.key(1), SrtpPolicy.standard());
                    SrtpSession receiver = SrtpSession.receiver(suite, Fixtures.key(1), SrtpPolicy.standard())) {
                sender.encryptExtensions(Set.of(id));
                receiver.encryptExtensions(Set.of(id));
                byte[] packet = Fixtures.protect(sender, plain);
                RtpPacket sent = RtpPacket.parse(
                        Arrays.copyOf(packet, packet.length - suite.spec().tagLength()));
                assertEquals(ByteBuffer.wrap(first), sent.extension(1));
                assertFalse(ByteBuffer.wrap(second).equals(sent.extension(id)), "identifier " + id);
                ByteBuffer buffer = Fixtures.buffer(packet);
                assertEquals(Verdict.ACCEPTED, receiver.unprotect(buffer));
                assertArrayEquals(plain, Fixtures.bytes(buffer));
            }
        }
    }

    @Test
    void anEmptySetEncryptsNoneAgain() throws Exception {
        byte[] plain = HEX.parseHex("90001234" + "00000000" + "CAFEBABE" + "BEDE0006" + PLAIN);
        try (SrtpSession sender = Fixtures.sender()) {
            byte[] none = Fixtures.protect(sender, plain);
            assertEquals(PLAIN, HEX.formatHex(none, 16, 40));
            sender.encryptExtensions(Set.of(1));
            plain[3]++;
            assertFalse(PLAIN.equals(HEX.formatHex(Fixtures.protect(sender, plain), 16, 40)));
            assertTrue(sender.encryptExtensions(Set.of()));
            plain[3]++;
            assertEquals(PLAIN, HEX.formatHex(Fixtures.protect(sender, plain), 16, 40));
        }
    }

    @Test
    void aSuiteThatCannotSaysSoAndChangesNothing() throws Exception {
        try (SrtpSession sender = SrtpSession.sender(
                new JdkGcmSuite(), MasterKeysTest.key(new JdkGcmSuite(), 1), SrtpPolicy.standard())) {
            assertFalse(sender.encryptExtensions(Set.of(1)));
            assertTrue(sender.encryptExtensions(Set.of()));
            Fixtures.protect(sender, HEX.parseHex("90001234" + "00000000" + "CAFEBABE" + "BEDE0006" + PLAIN));
        }
    }

    @Test
    void refusesIdentifiersThatNoElementHas() {
        for (int wrong : new int[] {-1, 0, 15, 256}) {
            try (SrtpSession session = Fixtures.sender()) {
                assertThrows(IllegalArgumentException.class, () -> session.encryptExtensions(Set.of(wrong)));
            }
        }
    }

    /** Elements that run out of the extension, of both forms, and extensions of other profiles, are left as they are. */
    @Test
    void doesNotLeaveTheExtension() throws Exception {
        for (String extension : new String[] {
            "BEDE0001" + "1F010203",
            "BEDE0001" + "F1010203",
            "BEDE0001" + "02010203",
            "10000001" + "01090203",
            "10000001" + "00000001",
            "ABCD0001" + "10010203",
            "BEDE0000",
            "10050001" + "00000000"
        }) {
            byte[] plain = HEX.parseHex("90001234" + "00000000" + "CAFEBABE" + extension + "AABBCCDD");
            try (SrtpSession sender = Fixtures.sender();
                    SrtpSession receiver = Fixtures.receiver()) {
                sender.encryptExtensions(Set.of(1, 2, 14));
                receiver.encryptExtensions(Set.of(1, 2, 14));
                byte[] packet = Fixtures.protect(sender, plain);
                assertEquals(extension, HEX.formatHex(packet, 12, 12 + extension.length() / 2));
                ByteBuffer buffer = Fixtures.buffer(packet);
                assertEquals(Verdict.ACCEPTED, receiver.unprotect(buffer));
                assertArrayEquals(plain, Fixtures.bytes(buffer));
            }
        }
    }
}
