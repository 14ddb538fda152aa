package org.example.aria;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.ARIAEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import voip.api.srtp.AeadCipher;

/** ARIA in Galois/counter mode (RFC 8269 §2.2). */
final class AriaGcm implements AeadCipher {
    static final int TAG = 16;

    private final GCMModeCipher gcm = GCMBlockCipher.newInstance(new ARIAEngine());
    private final KeyParameter key;
    private final byte[] last = new byte[12];
    private boolean closed;

    AriaGcm(byte[] sessionKey) throws InvalidKeyException {
        key = AriaSuite.copy(sessionKey);
        gcm.init(false, new AEADParameters(key, 8 * TAG, last));
    }

    @Override
    public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException {
        if (Arrays.equals(iv, last)) {
            last[0] ^= 1; // bcprov refuses to encrypt under one vector twice in a row; here it may come again
            unseal(last, aad, 0, 0, data, offset, 0);
        }
        if (!run(true, iv, aad, aadOffset, aadLength, data, offset, length)) {
            throw new GeneralSecurityException("bcprov does not encrypt");
        }
    }

    @Override
    public boolean unseal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length) {
        return run(false, iv, aad, aadOffset, aadLength, data, offset, length);
    }

    private boolean run(
            boolean sealing, byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length) {
        AriaSuite.requireOpen(closed);
        gcm.init(sealing, new AEADParameters(null, 8 * TAG, iv)); // the key stays
        System.arraycopy(iv, 0, last, 0, last.length);
        gcm.processAADBytes(aad, aadOffset, aadLength);
        try {
            gcm.doFinal(data, offset + gcm.processBytes(data, offset, length, data, offset));
            return true;
        } catch (InvalidCipherTextException e) {
            return false; // a wrong tag
        }
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(key.getKey(), (byte) 0);
        gcm.init(false, new AEADParameters(key, 8 * TAG, last)); // what bcprov made of the key goes
    }
}
