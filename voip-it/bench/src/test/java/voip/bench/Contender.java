package voip.bench;

import java.io.IOException;

/**
 * One way to make SRTP of RTP and back, both directions under one master key. The packet lies at the start of one of the arrays
 * that the contender was opened on, at first of the first; each method takes its length and returns the new one.
 */
interface Contender extends AutoCloseable {
    /** Turns to the array of that number. */
    void take(int slot);

    int protect(int length) throws Exception;

    int unprotect(int length) throws Exception;

    int protectControl(int length) throws Exception;

    int unprotectControl(int length) throws Exception;

    @Override
    default void close() throws IOException {}
}
