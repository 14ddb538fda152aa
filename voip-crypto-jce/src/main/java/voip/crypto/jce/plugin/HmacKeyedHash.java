package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import voip.api.srtp.KeyedHash;

/** A {@code Mac} with its key. */
final class HmacKeyedHash implements KeyedHash {
    private final ErasableKey key;
    private final Mac mac;

    HmacKeyedHash(String algorithm, byte[] keyBytes) throws GeneralSecurityException {
        // Before the key: where there is no such algorithm, no copy of the key is made.
        mac = Jdk.mac(algorithm);
        key = new ErasableKey(algorithm, keyBytes);
        key.initialise(mac);
    }

    @Override
    public byte[] hash(byte[] data, int offset, int length) {
        key.requireAlive();
        mac.update(data, offset, length);
        return mac.doFinal();
    }

    @Override
    public void close() {
        key.eraseFrom(mac);
    }
}
