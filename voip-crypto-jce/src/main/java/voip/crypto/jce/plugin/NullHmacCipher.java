package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import voip.api.srtp.CounterModeCipher;

/** No encryption (RFC 3711 §4.1.3), but an HMAC. */
record NullHmacCipher(PacketHmac hmac) implements CounterModeCipher {
    @Override
    public void apply(byte[] iv, byte[] data, int offset, int length) {
        hmac.requireAlive();
    }

    @Override
    public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) throws GeneralSecurityException {
        hmac.code(data, offset, length, trailer, out);
    }

    @Override
    public void close() {
        hmac.close();
    }
}
