package voip.api.srtp;

import java.security.GeneralSecurityException;

/** An additive stream cipher under one key (RFC 3711 §4.1). For use by one thread at a time. */
public interface KeystreamCipher extends AutoCloseable {
    /**
     * Adds (XOR) the keystream to a range of bytes, in place; applying it twice restores them.
     *
     * @param iv 16 bytes whose last two are zero, where the block counter goes (RFC 3711 §4.1.1); left as it is
     * @throws GeneralSecurityException if the provider fails
     */
    void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException;

    /** Wipes the key. */
    @Override
    void close();
}
