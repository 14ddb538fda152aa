package voip.crypto.jce.plugin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.NoSuchPaddingException;
import org.jspecify.annotations.Nullable;

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

    /**
     * A digest whose states can be kept as keys are: that it can be cloned and that a reset erases it was seen with SUN's. Null
     * if there is none such, or where codes do not come from SunJCE either, which whoever set up the JDK had a reason for.
     */
    static @Nullable MessageDigest digestOfStates(String algorithm) throws NoSuchAlgorithmException {
        Provider codes = Security.getProvider(PREFERRED);
        Provider digests = Security.getProvider("SUN");
        if (codes == null
                || codes.getService("Mac", "HmacSHA1") == null
                || digests == null
                || digests.getService("MessageDigest", algorithm) == null) {
            return null;
        }
        MessageDigest digest = MessageDigest.getInstance(algorithm, digests);
        return digest instanceof Cloneable ? digest : null;
    }
}
