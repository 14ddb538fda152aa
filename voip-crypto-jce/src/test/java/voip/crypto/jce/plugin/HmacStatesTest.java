package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacStatesTest {
    private final Random random = new Random(2104);

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 32, 64})
    void makesTheCodesOfTheMacForEveryLengthOfKeyAndData(int keyLength) throws Exception {
        byte[] key = bytes(keyLength);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        byte[] code = new byte[30];
        try (PacketHmac states = HmacConstruction.STATES.open(key)) {
            assertInstanceOf(HmacStates.class, states);
            for (int length = 0; length < 300; length++) {
                byte[] data = bytes(length + 7);
                byte[] trailer = bytes(length % 3 * 4);
                mac.update(data, 5, length);
                byte[] expected = mac.doFinal(trailer);
                states.code(data, 5, length, trailer, code);
                assertArrayEquals(expected, Arrays.copyOf(code, 20), "length " + length);
            }
        }
    }

    /** It would be hashed first, which no suite has a use for. */
    @Test
    void refusesAKeyLongerThanABlock() {
        assertThrows(InvalidKeyException.class, () -> HmacStates.open(new byte[65]));
    }

    @Test
    void makesNoCodeOnceItIsClosed() throws Exception {
        PacketHmac states = HmacConstruction.STATES.open(bytes(20));
        states.close();
        states.close();
        assertThrows(IllegalStateException.class, states::requireAlive);
        assertThrows(IllegalStateException.class, () -> states.code(new byte[20], 0, 20, new byte[4], new byte[20]));
    }

    @Test
    void isTheMacWhereTheDigestIsNotThatOfSun() throws Exception {
        Provider.Service sha1 = Security.getProvider("SUN").getService("MessageDigest", "SHA-1");
        assertFallsBackWithout("SUN", new OtherDigests(sha1));
    }

    @Test
    void isTheMacWhereCodesAreNotThoseOfSunJce() throws Exception {
        assertFallsBackWithout("SunJCE", new RefusingProvider(true));
    }

    private void assertFallsBackWithout(String name, Provider other) throws Exception {
        Provider provider = Security.getProvider(name);
        int position = List.of(Security.getProviders()).indexOf(provider) + 1;
        byte[] key = bytes(20);
        Security.removeProvider(name);
        Security.addProvider(other);
        try (PacketHmac hmac = HmacConstruction.STATES.open(key)) {
            assertInstanceOf(Hmac.class, hmac);
        } finally {
            Security.removeProvider(other.getName());
            Security.insertProviderAt(provider, position);
        }
    }

    /** Has the digest under another name, which the JDK's own codes then take. */
    private static final class OtherDigests extends Provider {
        private static final long serialVersionUID = 1;

        OtherDigests(Provider.Service sha1) {
            super("Other", "1", "digests");
            putService(new Service(this, "MessageDigest", "SHA-1", sha1.getClassName(), List.of("SHA1"), null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    return sha1.newInstance(parameter);
                }
            });
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
