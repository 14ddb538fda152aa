package voip.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static voip.stun.PasswordAlgorithm.MD5;
import static voip.stun.PasswordAlgorithm.SHA_256;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PASSWORD-ALGORITHMS, and the nonce cookie that protects it. */
class PasswordAlgorithmTest {
    private static Optional<List<PasswordAlgorithm>> read(String hex) {
        return PasswordAlgorithm.read(HexFormat.of().parseHex(hex));
    }

    @Test
    void listsAreReadInTheirOrder() {
        assertEquals(Optional.of(List.of(SHA_256, MD5)), read("0002000000010000"));
        assertArrayEquals(
                HexFormat.of().parseHex("0002000000010000"), PasswordAlgorithm.toBytes(List.of(SHA_256, MD5)));
    }

    @Test
    void unknownOnesAreSteppedOverWithTheirPaddedParameters() {
        assertEquals(Optional.of(List.of(SHA_256)), read("00070005aabbccddee00000000020000"));
        assertEquals(Optional.of(List.of()), read("00070003aabbcc"), "the attribute's own padding serves for the last");
        assertEquals(Optional.of(List.of()), read("0002000101000000"), "SHA-256 has no parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "000200", "00020001", "0002000000", "0002ffff00000000"})
    void malformedListsAreNone(String hex) {
        assertEquals(Optional.empty(), read(hex));
    }

    @Test
    void noiseDoesNotThrow() {
        Random random = new Random(14);
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = new byte[random.nextInt(20)];
            random.nextBytes(noise);
            PasswordAlgorithm.read(noise);
            NonceCookie.features(noise);
        }
    }

    /** RFC 8489 §18.1: bit 0 is the leftmost. */
    @Test
    void featuresStandInTheNonceCookie() {
        assertEquals("obMatJos2gAAA", NonceCookie.of(NonceCookie.PASSWORD_ALGORITHMS));
        assertEquals("obMatJos2wAAA", NonceCookie.of(NonceCookie.PASSWORD_ALGORITHMS | NonceCookie.USERNAME_ANONYMITY));
        assertEquals("obMatJos2AAAA", NonceCookie.of(0));
        assertEquals(NonceCookie.USERNAME_ANONYMITY, NonceCookie.features("obMatJos2QAAAmore".getBytes()));
        for (String none :
                new String[] {"", "obMatJos2", "obMatJos2gAA", "obMatJos3gAAA", "obMatJos2g*AA", "obMatJos2gA=="}) {
            assertEquals(0, NonceCookie.features(none.getBytes()), none);
        }
    }
}
