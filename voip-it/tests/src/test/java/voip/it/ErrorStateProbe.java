package voip.it;

import java.lang.reflect.InvocationTargetException;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

/** A main class that puts bc-fips into its error state, as a failed self-test does, and tells what its module then says. */
public final class ErrorStateProbe {
    private ErrorStateProbe() {}

    /** Takes no arguments. */
    public static void main(String[] none) throws Exception {
        CryptoModule module = ServiceLoader.load(CryptoModule.class).findFirst().orElseThrow();
        SrtpCipherSuite gcm = CipherSuites.discover().suite("AEAD_AES_128_GCM");
        SrtpCipherSuite ctr = CipherSuites.discover().suite("AES_CM_128_HMAC_SHA1_80");
        byte[] key = new byte[16];
        gcm.open(key, new byte[0]).close();
        fail();
        tell(() -> gcm.open(key, new byte[0]));
        tell(() -> ctr.open(key, new byte[20]));
        tell(() -> {
            ctr.derive(new MasterKey(new byte[16], new byte[14]), 0, 0, key);
            return key;
        });
        tell(module::random);
        tell(() -> module.digest("SHA-256", key));
        tell(() -> module.keyedHash("HmacSHA1", key));
        tell(() -> module.wrap(key, key, key));
        tell(() -> module.unwrap(key, key, new byte[50]));
        System.out.println(module.approval().obstacle().orElseThrow());
    }

    private static void fail() throws ReflectiveOperationException {
        try {
            Class.forName("org.bouncycastle.crypto.fips.FipsOperationError")
                    .getMethod("flag", String.class)
                    .invoke(null, "planted");
        } catch (InvocationTargetException e) {
            // So it goes on: by throwing.
        }
    }

    private static void tell(Callable<?> asked) {
        try {
            System.out.println(asked.call());
        } catch (Exception e) {
            System.out.println(e.getMessage());
        }
    }
}
