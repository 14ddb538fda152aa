package voip.api.srtp;

import java.security.GeneralSecurityException;

/** An additive stream cipher and a message authentication code (RFC 3711 §4.1, §4.2). */
public non-sealed interface CounterModeCipher extends SrtpCipher, KeystreamCipher {
    /**
     * Computes the authentication code over a range of bytes followed by the trailer.
     *
     * @param trailer appended to the data for the computation: the roll-over counter, or nothing
     * @param out filled from its start with the whole code, which the core truncates; at least 20 bytes
     * @throws GeneralSecurityException if the provider fails
     */
    void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) throws GeneralSecurityException;

    /** Wipes the keys, of both cipher and code. */
    @Override
    void close();
}
