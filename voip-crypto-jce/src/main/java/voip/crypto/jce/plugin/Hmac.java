package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** An HMAC with its key, which stays initialised: it is back at its start after each code. */
final class Hmac implements PacketHmac {
    private final Mac mac;
    private final ErasableKey key;

    /** Takes a copy of the key. */
    Hmac(String algorithm, byte[] keyBytes) throws GeneralSecurityException {
        // Before the key: where there is no such algorithm, no copy of the key is made.
        mac = Jdk.mac(algorithm);
        key = new ErasableKey(algorithm, keyBytes);
        key.initialise(mac);
    }

    @Override
    public void requireAlive() {
        key.requireAlive();
    }

    @Override
    public void code(byte[] data, int offset, int length, byte[] trailer, byte[] out) throws GeneralSecurityException {
        key.requireAlive();
        mac.update(data, offset, length);
        mac.update(trailer);
        mac.doFinal(out, 0);
    }

    /** The code over a range of bytes. */
    byte[] code(byte[] data, int offset, int length) {
        key.requireAlive();
        mac.update(data, offset, length);
        return mac.doFinal();
    }

    @Override
    public void close() {
        key.eraseFrom(mac);
    }
}
