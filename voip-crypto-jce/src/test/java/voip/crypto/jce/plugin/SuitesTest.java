package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteCheck;
import voip.api.srtp.SuiteSpec;

class SuitesTest {
    private final Random random = new Random(3711);

    static Stream<SrtpCipherSuite> suites() {
        return Stream.of(new AesCm128HmacSha1Tag80(), new AesCm128HmacSha1Tag32());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void passesTheCheckOfSuites(SrtpCipherSuite suite) {
        assertFalse(suite.knownAnswers().isEmpty());
        assertEquals(Optional.empty(), SuiteCheck.problem(suite));
    }

    @Test
    void failsTheCheckOfSuitesWhenDerivationOmitsTheLabel() {
        SrtpCipherSuite whole = new AesCm128HmacSha1Tag80();
        SrtpCipherSuite broken = new SrtpCipherSuite() {
            @Override
            public SuiteSpec spec() {
                return whole.spec();
            }

            @Override
            public void derive(MasterKey master, int label, long indexDivKdr, byte[] out)
                    throws GeneralSecurityException {
                whole.derive(master, 0, indexDivKdr, out);
            }

            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                return whole.open(sessionKey, sessionAuthKey);
            }
        };
        assertEquals(Optional.of("it does not give the answer of RFC 3711 B.3"), SuiteCheck.problem(broken));
    }

    @Test
    void isFoundAsAServiceUnderItsStandardName() {
        getClass().getModule().addUses(SrtpCipherSuite.class);
        List<String> found = ServiceLoader.load(SrtpCipherSuite.class).stream()
                .map(provider -> provider.get().spec().toString())
                .filter(name -> name.endsWith("(JCE)"))
                .toList();
        assertEquals(List.of("AES_CM_128_HMAC_SHA1_80 (JCE)", "AES_CM_128_HMAC_SHA1_32 (JCE)"), found);
    }

    @Test
    void hasTheLengthsOfRfc4568() {
        assertLengths(new AesCm128HmacSha1Tag80().spec(), 10);
        assertLengths(new AesCm128HmacSha1Tag32().spec(), 4);
    }

    private static void assertLengths(SuiteSpec spec, int tag) {
        assertEquals(SuiteSpec.Kind.COUNTER_MODE, spec.kind());
        assertEquals(16, spec.keyLength());
        assertEquals(14, spec.saltLength());
        assertEquals(20, spec.authKeyLength());
        assertEquals(tag, spec.tagLength());
        assertEquals(10, spec.controlTagLength());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void makesTheKeystreamOfTheCipherCtrModeForEveryKeyLength(int keyLength) throws Exception {
        byte[] key = bytes(keyLength);
        byte[] iv = bytes(16);
        iv[14] = 0;
        iv[15] = 0;
        Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
        ctr.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        try (AesCounterMode aes = new AesCounterMode(key)) {
            for (int length : new int[] {0, 1, 7, 8, 15, 16, 17, 160, 1199, 1535, 1536, 1537, 40_000}) {
                byte[] data = bytes(length + 9);
                byte[] expected = data.clone();
                ctr.doFinal(data, 5, length, expected, 5);
                aes.apply(iv, data, 5, length);
                assertArrayEquals(expected, data, "length " + length);
            }
        }
    }

    @Test
    void refusesMoreKeystreamThanOneVectorHas() throws Exception {
        try (AesCounterMode aes = new AesCounterMode(bytes(16))) {
            byte[] tooLong = new byte[(1 << 20) + 1];
            assertThrows(GeneralSecurityException.class, () -> aes.apply(new byte[16], tooLong, 0, tooLong.length));
        }
    }

    @Test
    void authenticatesDataAndTrailer() throws Exception {
        byte[] authKey = bytes(20);
        byte[] data = bytes(100);
        byte[] trailer = bytes(4);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(authKey, "HmacSHA1"));
        mac.update(data, 10, 50);
        String expected = HexFormat.of().formatHex(mac.doFinal(trailer));
        byte[] out = new byte[20];
        try (CounterModeCipher cipher = open(bytes(16), authKey)) {
            for (int i = 0; i < 3; i++) {
                cipher.mac(data, 10, 50, trailer, out);
                assertEquals(expected, HexFormat.of().formatHex(out));
            }
        }
    }

    @Test
    void derivesAnotherKeyForEachStepOfAKeyDerivationRate() throws Exception {
        SrtpCipherSuite suite = new AesCm128HmacSha1Tag80();
        byte[] key = bytes(16);
        byte[] salt = bytes(14);
        byte[] shifted = salt.clone();
        // RFC 3711 §4.3.1: the quotient lies at the right end of the salt, label before it, in 48 bits.
        shifted[8] ^= 0x12;
        shifted[13] ^= 0x34;
        byte[] expected = new byte[16];
        byte[] out = new byte[16];
        suite.derive(new MasterKey(key, shifted), 0, 0, expected);
        suite.derive(new MasterKey(key, salt), 0, 0x12_00_00_00_00_34L, out);
        assertArrayEquals(expected, out);
    }

    @Test
    void keepsItsKeysWhenTheCallerWipesTheArrays() throws Exception {
        byte[] key = bytes(16);
        byte[] authKey = bytes(20);
        byte[] before = new byte[20];
        byte[] after = new byte[20];
        byte[] encryptedBefore = new byte[32];
        byte[] encryptedAfter = new byte[32];
        try (CounterModeCipher kept = open(key.clone(), authKey.clone());
                CounterModeCipher wiped = open(key, authKey)) {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(authKey, (byte) 0);
            kept.mac(new byte[9], 0, 9, new byte[0], before);
            wiped.mac(new byte[9], 0, 9, new byte[0], after);
            kept.apply(new byte[16], encryptedBefore, 0, 32);
            wiped.apply(new byte[16], encryptedAfter, 0, 32);
        }
        assertArrayEquals(before, after);
        assertArrayEquals(encryptedBefore, encryptedAfter);
    }

    @Test
    void protectsNothingAfterItIsClosed() throws Exception {
        CounterModeCipher cipher = open(bytes(16), bytes(20));
        cipher.close();
        cipher.close();
        byte[] data = new byte[16];
        assertThrows(IllegalStateException.class, () -> cipher.apply(new byte[16], data, 0, 16));
        assertThrows(IllegalStateException.class, () -> cipher.mac(data, 0, 16, new byte[0], new byte[20]));
        assertArrayEquals(new byte[16], data);
    }

    private static CounterModeCipher open(byte[] key, byte[] authKey) throws GeneralSecurityException {
        return (CounterModeCipher) new AesCm128HmacSha1Tag80().open(key, authKey);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
