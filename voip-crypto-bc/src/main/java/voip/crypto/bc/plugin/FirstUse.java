package voip.crypto.bc.plugin;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.bouncycastle.crypto.fips.FipsDRBG;
import org.bouncycastle.crypto.fips.FipsStatus;
import org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider;

/**
 * Loads bc-fips, and asks for its state. It alone names these classes, so that all that can go wrong with them does so where
 * it is caught.
 */
final class FirstUse {
    private static final int STRENGTH_BITS = 256;

    private FirstUse() {}

    static BcFips.Loaded load() {
        Provider provider = new BouncyCastleFipsProvider();
        return new BcFips.Loaded(provider, generator(), version(provider), isApprovedOnlyForAll());
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

    /** From the words behind which it stands: the provider's number has no room for the last part. */
    private static String version(Provider provider) {
        String info = provider.getInfo();
        int at = info.lastIndexOf(" v");
        return at < 0 ? provider.getVersionStr() : info.substring(at + 2);
    }

    /** The setter of bc-fips is for the calling thread: what holds for a new one, the JVM was started with. */
    private static boolean isApprovedOnlyForAll() {
        return CompletableFuture.supplyAsync(
                        CryptoServicesRegistrar::isInApprovedOnlyMode, task -> new Thread(task).start())
                .join();
    }

    static boolean isApprovedOnly() {
        return CryptoServicesRegistrar.isInApprovedOnlyMode();
    }

    /** Once a self-test has failed, it refuses everything until the JVM ends. */
    static void requireReady() throws GeneralSecurityException {
        String status;
        try {
            if (FipsStatus.isReady()) {
                return;
            }
            status = FipsStatus.getStatusMessage();
        } catch (AssertionError e) {
            // It throws even when it is asked for that.
            status = e.getMessage();
        }
        throw new GeneralSecurityException("bc-fips is in its error state: " + status + "; start the JVM anew");
    }
}
