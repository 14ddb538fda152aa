package voip.bench;

import java.security.GeneralSecurityException;

/** One arrangement of a provider's primitives, with no protocol around. */
interface Primitives {
    /** AES in counter mode, under one key. */
    interface Keystream {
        /** Adds the keystream from a counter block on, of which these are the halves. */
        void add(long high, long low, byte[] data, int offset, int length) throws GeneralSecurityException;
    }

    /** HMAC-SHA1 under one key. */
    interface Code {
        /** Makes the code over the start of some data and a trailer. */
        void over(byte[] data, int length, byte[] trailer, byte[] out) throws GeneralSecurityException;
    }

    /** AES-GCM under one key, in one direction. */
    interface Gcm {
        /** In place, with the start of another array, or of the same, as associated data; returns the new length. */
        int apply(byte[] iv, byte[] aad, int aadLength, byte[] data, int offset, int length)
                throws GeneralSecurityException;
    }

    Keystream keystream(byte[] key) throws GeneralSecurityException;

    Code code(byte[] key) throws GeneralSecurityException;

    Gcm gcm(byte[] key, boolean encrypts) throws GeneralSecurityException;
}
