package voip.api.srtp;

/** A keyed hash, such as HMAC (RFC 2104), with its key. For use by one thread at a time. */
public interface KeyedHash extends AutoCloseable {
    /**
     * The hash of a range of bytes.
     *
     * @throws IllegalStateException once closed, or if the provider fails; the message says why
     */
    byte[] hash(byte[] data, int offset, int length);

    /** Wipes the key. Closing again does nothing. */
    @Override
    void close();
}
