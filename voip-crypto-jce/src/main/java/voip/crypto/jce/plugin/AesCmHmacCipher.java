package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import voip.api.srtp.CounterModeCipher;

/** AES counter mode with an HMAC that stays initialised: it is back at its start after each {@code doFinal}. */
final class AesCmHmacCipher implements CounterModeCipher {
    private final AesCounterMode aes;
    private final Mac mac;
    private final ErasableKey authKey;

    AesCmHmacCipher(AesCounterMode aes, Mac mac, ErasableKey authKey) {
        this.aes = aes;
        this.mac = mac;
        this.authKey = authKey;
    }

    @Override
    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
        aes.apply(iv, data, offset, length);
    }

    @Override
    public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) throws GeneralSecurityException {
        authKey.requireAlive();
        mac.update(data, offset, length);
        mac.update(trailer);
        mac.doFinal(out, 0);
    }

    @Override
    public void close() {
        aes.close();
        authKey.eraseFrom(mac);
    }
}
