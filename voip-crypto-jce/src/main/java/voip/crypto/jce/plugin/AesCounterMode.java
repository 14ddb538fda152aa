package voip.crypto.jce.plugin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import voip.api.srtp.KeystreamCipher;

/**
 * AES in segmented integer counter mode (RFC 3711 §4.1.1), for any length of AES key.
 *
 * <p>The keystream is a run of counter blocks through an ECB cipher, which is initialised only once: the JDK's own CTR mode
 * would have to be initialised for every packet, which takes half as long again and allocates.
 */
final class AesCounterMode implements KeystreamCipher {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle NATIVE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int BLOCK = 16;
    private static final int MAX_BLOCKS = 1 << 16;
    private static final int MAX_RUN = 96 * BLOCK;
    /** Some providers want more room in the output than they fill. */
    private static final int SLACK = 2 * BLOCK;

    /** Of the thread and not of the cipher: an idle call then costs no memory for it. */
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final ErasableKey key;
    private final Cipher ecb;
    private boolean closed; // as the key is, which lies elsewhere in memory

    /** Takes a copy of the key. */
    AesCounterMode(byte[] keyBytes) throws GeneralSecurityException {
        // Before the key: where there is no such cipher, no copy of the key is made.
        ecb = Jdk.cipher("AES/ECB/NoPadding");
        key = new ErasableKey("AES", keyBytes);
        key.initialise(ecb);
    }

    @Override
    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
        if (closed) {
            key.requireAlive();
        }
        if (length > MAX_BLOCKS * BLOCK) {
            throw new GeneralSecurityException("one packet takes at most 2^16 blocks of keystream (RFC 3711 §4.1.1)");
        }
        Scratch scratch = SCRATCH.get();
        long high = (long) BIG_ENDIAN.get(iv, 0);
        long low = (long) BIG_ENDIAN.get(iv, 8);
        int done = 0;
        while (done < length) {
            int run = Math.min(length - done, MAX_RUN);
            int bytes = (run + BLOCK - 1) & -BLOCK;
            for (int i = 0; i < bytes; i += BLOCK) {
                BIG_ENDIAN.set(scratch.counters, i, high);
                // Never carries further: the last 16 bits of the vector are zero.
                BIG_ENDIAN.set(scratch.counters, i + 8, low++);
            }
            ecb.doFinal(scratch.counters, 0, bytes, scratch.keystream, 0);
            add(scratch.keystream, data, offset + done, run);
            for (int i = run; i < bytes; i++) {
                scratch.keystream[i] = 0;
            }
            done += run;
        }
    }

    /** Erases what it has added: with the keystream goes the secret of the packet, or the key that was derived. */
    private static void add(byte[] keystream, byte[] data, int offset, int length) {
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            NATIVE.set(data, offset + i, (long) NATIVE.get(data, offset + i) ^ (long) NATIVE.get(keystream, i));
            NATIVE.set(keystream, i, 0L);
        }
        for (; i < length; i++) {
            data[offset + i] ^= keystream[i];
            keystream[i] = 0;
        }
    }

    @Override
    public void close() {
        closed = true;
        key.eraseFrom(ecb);
    }

    /** Apart, because a provider copies its input when it works in place. */
    private static final class Scratch {
        private final byte[] counters = new byte[MAX_RUN];
        private final byte[] keystream = new byte[MAX_RUN + SLACK];
    }
}
