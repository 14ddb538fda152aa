package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

class JceCryptoModuleTest {
    private final CryptoModule module = new JceCryptoModule();

    @Test
    void isFoundAsAService() {
        getClass().getModule().addUses(CryptoModule.class);
        assertEquals(
                1,
                ServiceLoader.load(CryptoModule.class).stream()
                        .filter(provider -> provider.get().provider().equals("JCE"))
                        .count());
    }

    @Test
    void sharesOneSecureGenerator() {
        assertInstanceOf(SecureRandom.class, module.random());
        assertSame(module.random(), new JceCryptoModule().random());
    }

    @Test
    void digestsAsFips180() throws Exception {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                HexFormat.of().formatHex(module.digest("SHA-256", ascii("abc"))));
        assertThrows(GeneralSecurityException.class, () -> module.digest("NO-SUCH", ascii("abc")));
    }

    @Test
    void rfc2202TestCase2() throws Exception {
        byte[] key = ascii("Jefe");
        byte[] text = ascii("..what do ya want for nothing?..");
        try (KeyedHash hash = module.keyedHash("HmacSHA1", key)) {
            key[0] = 0;
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
                        HexFormat.of().formatHex(hash.hash(text, 2, text.length - 4)));
            }
        }
        assertThrows(GeneralSecurityException.class, () -> module.keyedHash("NO-SUCH", key));
    }

    @Test
    void aClosedHashRefuses() throws Exception {
        KeyedHash hash = module.keyedHash("HmacSHA1", ascii("key"));
        hash.close();
        hash.close();
        assertThrows(IllegalStateException.class, () -> hash.hash(new byte[3], 0, 3));
    }

    @Test
    void staysWithSunJceWhenAnotherProviderIsPutBeforeIt() throws Exception {
        Provider intruder = new Provider("Intruder", "1", "answers for HmacSHA1") {
            private static final long serialVersionUID = 1;
        };
        intruder.put("Mac.HmacSHA1", "no.such.ClassAtAll");
        Security.insertProviderAt(intruder, 1);
        try {
            assertEquals("SunJCE", Jdk.mac("HmacSHA1").getProvider().getName());
            assertEquals("SunJCE", Jdk.cipher("AES/ECB/NoPadding").getProvider().getName());
        } finally {
            Security.removeProvider("Intruder");
        }
    }

    @Test
    void takesThePlatformsOrderWithoutSunJce() throws Exception {
        Provider sunJce = Security.getProvider("SunJCE");
        int position = List.of(Security.getProviders()).indexOf(sunJce) + 1;
        Security.removeProvider("SunJCE");
        try {
            // No other provider of a plain JDK has it: what is thrown is the platform's own answer.
            assertThrows(NoSuchAlgorithmException.class, () -> Jdk.mac("HmacSHA1"));
            assertThrows(NoSuchAlgorithmException.class, () -> Jdk.cipher("AES/ECB/NoPadding"));
        } finally {
            Security.insertProviderAt(sunJce, position);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
