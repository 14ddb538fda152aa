package voip.crypto.bc.plugin;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.bouncycastle.crypto.fips.FipsDRBG;
import org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider;

/**
 * Where primitives come from: one instance of the provider of bc-fips, which is handed to every {@code getInstance} and
 * never registered with {@code java.security.Security}, so that the rest of the JVM keeps the cryptography it had.
 *
 * <p>It is made when it is first needed, not before: its self-tests take a second, which only those who use this module
 * should wait for.
 */
final class BcFips {
    private BcFips() {}

    /** A cipher of bc-fips. */
    static Cipher cipher(String transformation) throws GeneralSecurityException {
        return Cipher.getInstance(transformation, loaded().provider());
    }

    /** A message authentication code of bc-fips. */
    static Mac mac(String algorithm) throws GeneralSecurityException {
        Provider provider = loaded().provider();
        try {
            return Mac.getInstance(algorithm, provider);
        } catch (NoSuchAlgorithmException e) {
            throw absent(algorithm, e);
        }
    }

    /** A message digest of bc-fips. */
    static MessageDigest digest(String algorithm) throws GeneralSecurityException {
        Provider provider = loaded().provider();
        try {
            return MessageDigest.getInstance(algorithm, provider);
        } catch (NoSuchAlgorithmException e) {
            throw absent(algorithm, e);
        }
    }

    /** The random generator of this module, which threads may share. */
    static SecureRandom random() throws GeneralSecurityException {
        return loaded().random();
    }

    /** Makes sure that bc-fips is there and has passed its self-tests. */
    static void require() throws GeneralSecurityException {
        loaded();
    }

    /** Refusals of bc-fips are often {@link Error}s: to those who ask us they are an answer like any other. */
    static GeneralSecurityException refusal(Throwable refusal) {
        return new GeneralSecurityException("bc-fips refuses: " + refusal, refusal);
    }

    private static NoSuchAlgorithmException absent(String algorithm, Throwable cause) {
        return new NoSuchAlgorithmException(
                "bc-fips has no " + algorithm + ", or does not allow it in approved-only mode", cause);
    }

    private static Loaded loaded() throws GeneralSecurityException {
        if (Holder.OUTCOME instanceof Loaded loaded) {
            return loaded;
        }
        Throwable problem = (Throwable) Holder.OUTCOME;
        throw new GeneralSecurityException(
                "bc-fips cannot be used: " + problem
                        + (problem.getCause() == null ? "" : " (" + problem.getCause() + ")")
                        + "; it needs its jar as it was signed (org.bouncycastle:bc-fips) beside voip-crypto-bc, java.naming and"
                        + " java.logging in the image, and a java.io.tmpdir that is not mounted noexec, or"
                        + " -Dorg.bouncycastle.native.cpu_variant=java",
                problem);
    }

    private record Loaded(Provider provider, SecureRandom random) {}

    /** Tries once: a {@link Loaded}, or why there is none, which the JVM would tell only the first who asks. */
    private static final class Holder {
        private static final Object OUTCOME = outcome();

        private static Object outcome() {
            try {
                return FirstUse.load();
            } catch (RuntimeException | LinkageError | AssertionError e) {
                return e;
            }
        }
    }

    /** Names the classes of bc-fips, so that all that can go wrong with them does so inside the try of {@link Holder}. */
    private static final class FirstUse {
        private static final int STRENGTH_BITS = 256;

        private static Loaded load() {
            return new Loaded(new BouncyCastleFipsProvider(), generator());
        }

        /**
         * A DRBG of our own instead of the provider's default: that one is what any code in the JVM may replace through
         * {@code CryptoServicesRegistrar}, and it asks the operating system for entropy again before every single answer.
         */
        private static SecureRandom generator() {
            // SP 800-90A §8.6.7: a nonce need not be secret, only another one each time.
            byte[] nonce = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(System.currentTimeMillis())
                    .putLong(System.nanoTime())
                    .array();
            return FipsDRBG.SHA512
                    .fromDefaultEntropy()
                    .setSecurityStrength(STRENGTH_BITS)
                    .build(nonce, false);
        }
    }
}
