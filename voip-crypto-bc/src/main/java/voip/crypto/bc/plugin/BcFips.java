package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;

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

    /** A digest by bc-fips. */
    static byte[] digest(String algorithm, byte[] data) throws GeneralSecurityException {
        Provider provider = loaded().provider();
        try {
            return MessageDigest.getInstance(algorithm, provider).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw absent(algorithm, e);
        } catch (AssertionError e) {
            throw refusal(e);
        }
    }

    /** The random generator of this module, which threads may share. */
    static SecureRandom random() throws GeneralSecurityException {
        return loaded().random();
    }

    /** Makes sure that bc-fips is there and has passed all its self-tests. */
    static void require() throws GeneralSecurityException {
        loaded();
    }

    /** Whether the calling thread is in approved-only mode. */
    static boolean isApprovedOnly() throws GeneralSecurityException {
        loaded();
        return FirstUse.isApprovedOnly();
    }

    /** Whether every thread is in approved-only mode, since the JVM was started so. */
    static boolean isApprovedOnlyForAll() throws GeneralSecurityException {
        return loaded().approvedOnly();
    }

    /** As bc-fips has it, such as 2.1.3. */
    static String version() throws GeneralSecurityException {
        return loaded().version();
    }

    /** Refusals of bc-fips are often {@link Error}s: to those who ask us they are an answer like any other. */
    static GeneralSecurityException refusal(Throwable refusal) {
        return new GeneralSecurityException("bc-fips refuses: " + refusal, refusal);
    }

    private static NoSuchAlgorithmException absent(String algorithm, Throwable cause) throws GeneralSecurityException {
        return new NoSuchAlgorithmException(
                "bc-fips has no " + algorithm + (isApprovedOnly() ? " in approved-only mode" + wayOut(algorithm) : ""),
                cause);
    }

    /** Of algorithms that STUN asks for. */
    private static String wayOut(String algorithm) {
        return algorithm.equals("MD5")
                ? "; a STUN server that offers PASSWORD-ALGORITHMS with SHA-256 (RFC 8489 §9.2) takes credentials without"
                        + " it, and voip.crypto.jce has it"
                : "";
    }

    private static Loaded loaded() throws GeneralSecurityException {
        if (Holder.OUTCOME instanceof Loaded loaded) {
            FirstUse.requireReady();
            return loaded;
        }
        throw LoadFailure.of((Throwable) Holder.OUTCOME);
    }

    record Loaded(Provider provider, SecureRandom random, String version, boolean approvedOnly) {}

    /** Tries once: a {@link Loaded}, or why there is none, which the JVM would tell only the first who asks. */
    private static final class Holder {
        private static final Object OUTCOME = outcome();

        private static Object outcome() {
            try {
                Loaded loaded = FirstUse.load();
                LoadLog.loaded(loaded);
                return loaded;
            } catch (RuntimeException | LinkageError | AssertionError e) {
                return e;
            }
        }
    }
}
