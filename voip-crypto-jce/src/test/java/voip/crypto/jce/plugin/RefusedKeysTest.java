package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import voip.api.srtp.KeyedHash;
import voip.api.srtp.SrtpCipher;

/** That keys which were copied already are erased if a later step of opening fails. */
class RefusedKeysTest {
    private final Provider sunJce = Security.getProvider("SunJCE");
    private final int position = List.of(Security.getProviders()).indexOf(sunJce) + 1;

    @BeforeEach
    void removeSunJce() {
        Security.removeProvider("SunJCE");
    }

    @AfterEach
    void restoreSunJce() {
        Security.removeProvider("Refusing");
        Security.insertProviderAt(sunJce, position);
    }

    @Test
    void erasesTheKeyThatAHashRefuses() {
        RefusingProvider provider = installed(true);
        provider.refusesMac = true;
        assertThrows(InvalidKeyException.class, () -> new HmacKeyedHash(new Hmac("HmacSHA1", secret(20))));
        assertErased(provider, 1);
    }

    @Test
    void erasesTheKeyThatACipherRefuses() {
        RefusingProvider provider = installed(true);
        provider.refusesCipher = true;
        assertThrows(InvalidKeyException.class, () -> new AesCounterMode(secret(16)));
        assertErased(provider, 1);
    }

    @Test
    void erasesBothKeysIfTheCipherRefuses() {
        RefusingProvider provider = installed(true);
        provider.refusesCipher = true;
        assertThrows(InvalidKeyException.class, () -> new AesCm128HmacSha1Tag80().open(secret(16), secret(20)));
        assertErased(provider, 1);
    }

    @Test
    void erasesBothKeysIfTheHashRefuses() {
        RefusingProvider provider = installed(true);
        provider.refusesMac = true;
        assertThrows(InvalidKeyException.class, () -> new AesCm128HmacSha1Tag80().open(secret(16), secret(20)));
        assertErased(provider, 1);
    }

    @Test
    void erasesTheKeyOfTheCipherIfThereIsNoHash() {
        RefusingProvider provider = installed(false);
        assertThrows(NoSuchAlgorithmException.class, () -> new AesCm128HmacSha1Tag80().open(secret(16), secret(20)));
        assertErased(provider, 0);
    }

    @Test
    void erasesTheKeyThatAnAeadCipherRefuses() {
        RefusingProvider provider = installed(true);
        provider.refusesCipher = true;
        assertThrows(InvalidKeyException.class, () -> new AeadAes128Gcm().open(secret(16), new byte[0]));
        assertErased(provider, 1);
    }

    @Test
    void erasesTheKeyOfAnAeadCipherIfTheProviderRefusesZerosOnClosing() throws Exception {
        RefusingProvider provider = installed(true);
        SrtpCipher cipher = new AeadAes128Gcm().open(secret(16), new byte[0]);
        provider.refusesCipher = true;
        cipher.close();
        assertErased(provider, 1);
    }

    @Test
    void erasesAllKeysIfTheProviderRefusesZerosOnClosing() throws Exception {
        RefusingProvider provider = installed(true);
        SrtpCipher cipher = new AesCm128HmacSha1Tag80().open(secret(16), secret(20));
        KeyedHash hash = new HmacKeyedHash(new Hmac("HmacSHA1", secret(20)));
        assertEquals(3, provider.taken.size());
        provider.refusesCipher = true;
        provider.refusesMac = true;
        cipher.close();
        hash.close();
        assertErased(provider, 3);
    }

    private static RefusingProvider installed(boolean hasMac) {
        RefusingProvider provider = new RefusingProvider(hasMac);
        Security.addProvider(provider);
        return provider;
    }

    private static byte[] secret(int length) {
        byte[] secret = new byte[length];
        Arrays.fill(secret, (byte) 0x5A);
        return secret;
    }

    private static void assertErased(RefusingProvider provider, int least) {
        assertTrue(provider.taken.size() >= least);
        for (Key key : provider.taken) {
            assertArrayEquals(new byte[key.getEncoded().length], key.getEncoded());
        }
    }
}
