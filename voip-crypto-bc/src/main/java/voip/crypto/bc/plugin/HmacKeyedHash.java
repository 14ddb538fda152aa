package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import voip.api.srtp.KeyedHash;

/** An HMAC for those outside the packet path. */
record HmacKeyedHash(Hmac hmac) implements KeyedHash {
    @Override
    public byte[] hash(byte[] data, int offset, int length) {
        try {
            return hmac.code(data, offset, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        hmac.close();
    }
}
