package voip.api.srtp;

/** A session's keys at work in one direction: one of two kinds. For use by one thread at a time. */
public sealed interface SrtpCipher extends AutoCloseable permits CounterModeCipher, AeadCipher {
    /** Wipes the keys; the cipher is not used afterwards. Closing again does nothing. */
    @Override
    void close();
}
