package voip.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The counter mode of a provider, initialised for each packet. */
record ProviderCtr(Cipher ctr, SecretKeySpec key, SecureRandom random, byte[] iv) implements Primitives.Keystream {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    ProviderCtr(Cipher ctr, SecretKeySpec key, SecureRandom random) {
        this(ctr, key, random, new byte[16]);
    }

    @Override
    public void add(long high, long low, byte[] data, int offset, int length) throws GeneralSecurityException {
        LONG.set(iv, 0, high);
        LONG.set(iv, 8, low);
        ctr.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv), random);
        ctr.doFinal(data, offset, length, data, offset);
    }
}
