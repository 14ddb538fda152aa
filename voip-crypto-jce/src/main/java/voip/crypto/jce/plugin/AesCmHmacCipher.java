package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import voip.api.srtp.CounterModeCipher;

/** AES counter mode beside an HMAC. */
record AesCmHmacCipher(AesCounterMode aes, PacketHmac hmac) implements CounterModeCipher {
    @Override
    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
        aes.apply(iv, data, offset, length);
    }

    @Override
    public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) throws GeneralSecurityException {
        hmac.code(data, offset, length, trailer, out);
    }

    @Override
    public void close() {
        aes.close();
        hmac.close();
    }
}
