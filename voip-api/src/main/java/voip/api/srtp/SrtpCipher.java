package voip.api.srtp;

/** A session's keys at work in one direction: one of two kinds. For use by one thread at a time. */
public sealed interface SrtpCipher extends AutoCloseable permits CounterModeCipher, AeadCipher {
    /**
     * Wipes the keys. Whoever uses the cipher afterwards gets an {@link IllegalStateException}, and leaves no byte changed;
     * closing again does nothing, and closing never throws, whatever the provider does.
     */
    @Override
    void close();
}
