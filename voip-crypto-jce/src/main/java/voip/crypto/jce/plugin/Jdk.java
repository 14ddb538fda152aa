package voip.crypto.jce.plugin;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.NoSuchPaddingException;

/**
 * Where primitives come from: SunJCE if the JDK has it and it has the algorithm, else the first provider that does in the
 * order of {@code java.security}.
 *
 * <p>SunJCE comes first even where an application has put another provider before it (as is done for the sake of TLS),
 * because what is promised of this module was seen with SunJCE: that closing erases every copy of a key, and what a packet
 * costs. Whoever wants another provider takes another crypto module. A JDK that is set up to do without SunJCE, or without
 * its ciphers, is served by the second rule.
 */
final class Jdk {
    private static final String PREFERRED = "SunJCE";

    private Jdk() {}

    static Cipher cipher(String transformation) throws NoSuchAlgorithmException, NoSuchPaddingException {
        Provider preferred = Security.getProvider(PREFERRED);
        return preferred == null || preferred.getService("Cipher", "AES") == null
                ? Cipher.getInstance(transformation)
                : Cipher.getInstance(transformation, preferred);
    }

    static Mac mac(String algorithm) throws NoSuchAlgorithmException {
        Provider preferred = Security.getProvider(PREFERRED);
        return preferred == null || preferred.getService("Mac", algorithm) == null
                ? Mac.getInstance(algorithm)
                : Mac.getInstance(algorithm, preferred);
    }
}
