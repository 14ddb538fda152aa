package voip.crypto.bc.plugin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import voip.api.srtp.KeystreamCipher;

/**
 * AES in segmented integer counter mode (RFC 3711 §4.1.1), for any length of AES key, as a run of counter blocks through the
 * ECB mode of bc-fips. It is initialised once and allocates nothing for a packet; but the mode of operation is ours, and so
 * outside of what bc-fips is validated for.
 */
final class AesEcb implements KeystreamCipher {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle NATIVE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int BLOCK = 16;
    private static final int MAX_BLOCKS = 1 << 16;
    private static final int MAX_RUN = 96 * BLOCK;
    /** It wants more room in the output than it fills. */
    private static final int SLACK = 2 * BLOCK;

    /** Of the thread and not of the cipher: an idle call then costs no memory for it. */
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final Cipher ecb;
    private final ErasableKey key;
    private final SecureRandom random;

    /** Takes a copy of the key. */
    AesEcb(byte[] keyBytes) throws GeneralSecurityException {
        ecb = BcFips.cipher("AES/ECB/NoPadding");
        // As for the mode of bc-fips: never asked.
        random = BcFips.random();
        key = new ErasableKey("AES", keyBytes);
        boolean taken = false;
        try {
            initialise(key);
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
        if (length > MAX_BLOCKS * BLOCK) {
            throw new GeneralSecurityException("one packet takes at most 2^16 blocks of keystream (RFC 3711 §4.1.1)");
        }
        Scratch scratch = SCRATCH.get();
        long high = (long) BIG_ENDIAN.get(iv, 0);
        long low = (long) BIG_ENDIAN.get(iv, 8);
        int done = 0;
        while (done < length) {
            int run = Math.min(length - done, MAX_RUN);
            int bytes = (run + BLOCK - 1) / BLOCK * BLOCK;
            for (int i = 0; i < bytes; i += BLOCK) {
                BIG_ENDIAN.set(scratch.counters, i, high);
                // Never carries further: the last 16 bits of the vector are zero.
                BIG_ENDIAN.set(scratch.counters, i + 8, low++);
            }
            encrypt(scratch, bytes);
            add(scratch.keystream, data, offset + done, run);
            // With the keystream goes the secret of the packet.
            Arrays.fill(scratch.keystream, 0, bytes, (byte) 0);
            done += run;
        }
    }

    /** By {@code doFinal}, because {@code update} keeps a block back. */
    private void encrypt(Scratch scratch, int bytes) throws GeneralSecurityException {
        try {
            ecb.doFinal(scratch.counters, 0, bytes, scratch.keystream, 0);
        } catch (AssertionError e) {
            throw BcFips.refusal(e);
        }
    }

    private static void add(byte[] keystream, byte[] data, int offset, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            NATIVE.set(data, offset + i, (long) NATIVE.get(data, offset + i) ^ (long) NATIVE.get(keystream, i));
        }
        for (; i < length; i++) {
            data[offset + i] ^= keystream[i];
        }
    }

    private void initialise(ErasableKey with) throws GeneralSecurityException {
        try {
            ecb.init(Cipher.ENCRYPT_MODE, with, random);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw BcFips.refusal(e);
        }
    }

    @Override
    public void close() {
        key.destroy();
        try {
            initialise(key.zeros());
        } catch (GeneralSecurityException e) {
            // Refused, in an error state for one: the copy of the key that bc-fips made goes with the cipher.
        }
    }

    private static final class Scratch {
        private final byte[] counters = new byte[MAX_RUN];
        private final byte[] keystream = new byte[MAX_RUN + SLACK];
    }
}
