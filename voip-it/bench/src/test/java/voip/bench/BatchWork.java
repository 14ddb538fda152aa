package voip.bench;

/** Protects and unprotects packets of one length, a slot each. */
interface BatchWork {
    /** Returns the sum of the new lengths. */
    int protect(int slots, int length) throws Exception;

    /** Returns the sum of the new lengths. */
    int unprotect(int slots, int length) throws Exception;
}
