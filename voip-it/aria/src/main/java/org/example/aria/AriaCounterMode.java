package org.example.aria;

import java.security.InvalidKeyException;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.ARIAEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CTRModeCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import voip.api.srtp.CounterModeCipher;

/** ARIA in counter mode (RFC 8269 §2.1) beside HMAC-SHA1. */
final class AriaCounterMode implements CounterModeCipher {
    private final CTRModeCipher ctr = SICBlockCipher.newInstance(new ARIAEngine());
    private final HMac hmac = new HMac(new SHA1Digest());
    private final KeyParameter key;
    private final KeyParameter authKey;
    private boolean closed;

    AriaCounterMode(byte[] sessionKey, byte[] sessionAuthKey) throws InvalidKeyException {
        key = AriaSuite.copy(sessionKey);
        authKey = new KeyParameter(sessionAuthKey);
        start();
    }

    private void start() {
        ctr.init(true, new ParametersWithIV(key, new byte[16]));
        hmac.init(authKey);
    }

    @Override
    public void apply(byte[] iv, byte[] data, int offset, int length) {
        AriaSuite.requireOpen(closed);
        ctr.init(true, new ParametersWithIV(null, iv)); // the key stays
        ctr.processBytes(data, offset, length, data, offset);
    }

    @Override
    public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) {
        AriaSuite.requireOpen(closed);
        hmac.update(data, offset, length);
        hmac.update(trailer, 0, trailer.length);
        hmac.doFinal(out, 0);
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(key.getKey(), (byte) 0);
        Arrays.fill(authKey.getKey(), (byte) 0);
        start(); // what bcprov made of the keys is replaced by what it makes of zeros
    }
}
