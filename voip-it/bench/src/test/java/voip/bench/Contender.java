package voip.bench;

/**
 * One way to make SRTP of RTP and back, both directions under one master key. The packet lies at the start of the array that
 * the contender was opened on; each method takes its length and returns the new one.
 */
interface Contender {
    int protect(int length) throws Exception;

    int unprotect(int length) throws Exception;

    int protectControl(int length) throws Exception;

    int unprotectControl(int length) throws Exception;
}
