package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import voip.api.srtp.KeystreamCipher;

/**
 * AES in segmented integer counter mode (RFC 3711 §4.1.1), for any length of AES key, by the counter mode of bc-fips.
 *
 * <p>It has to be initialised for every packet, which takes longer than the packet, allocates, and leaves copies of the key in
 * garbage until that is collected. {@link AesEcb} does none of this, but the mode of operation is no longer that of bc-fips.
 */
final class AesCtr implements KeystreamCipher {
    private static final int BLOCK = 16;
    private static final int MAX_BYTES = BLOCK << 16;

    private final Cipher ctr;
    private final ErasableKey key;
    private final SecureRandom random;

    /** Takes a copy of the key. */
    AesCtr(byte[] keyBytes) throws GeneralSecurityException {
        ctr = BcFips.cipher("AES/CTR/NoPadding");
        // Never asked, since vectors are given; but without one, the JDK's own generator would be seeded for it.
        random = BcFips.random();
        key = new ErasableKey("AES", keyBytes);
        boolean taken = false;
        try {
            initialise(key, new byte[BLOCK]);
            taken = true;
        } finally {
            if (!taken) {
                key.destroy();
            }
        }
    }

    @Override
    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
        key.requireAlive();
        if (length > MAX_BYTES) {
            throw new GeneralSecurityException("one packet takes at most 2^16 blocks of keystream (RFC 3711 §4.1.1)");
        }
        initialise(key, iv);
        try {
            ctr.doFinal(data, offset, length, data, offset);
        } catch (AssertionError e) {
            throw BcFips.refusal(e);
        }
    }

    private void initialise(ErasableKey with, byte[] iv) throws GeneralSecurityException {
        try {
            ctr.init(Cipher.ENCRYPT_MODE, with, new IvParameterSpec(iv), random);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw BcFips.refusal(e);
        }
    }

    @Override
    public void close() {
        key.destroy();
        try {
            initialise(key.zeros(), new byte[BLOCK]);
        } catch (GeneralSecurityException e) {
            // Refused, in an error state for one: the copy of the key that bc-fips made goes with the cipher.
        }
    }
}
