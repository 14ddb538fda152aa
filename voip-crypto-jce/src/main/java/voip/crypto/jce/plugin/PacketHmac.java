package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;

/** The HMAC-SHA1 of packets under one session authentication key (RFC 3711 §4.2.1). */
sealed interface PacketHmac extends AutoCloseable permits Hmac, HmacStates {
    /** Fills {@code out} from its start with the code over a range of bytes and a trailer. */
    void code(byte[] data, int offset, int length, byte[] trailer, byte[] out) throws GeneralSecurityException;

    /** Throws {@link IllegalStateException} once closed, so that nothing is ever taken for protected by an erased key. */
    void requireAlive();

    /** Erases the key. */
    @Override
    void close();
}
