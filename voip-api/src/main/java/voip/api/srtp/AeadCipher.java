package voip.api.srtp;

import java.security.GeneralSecurityException;

/** Authenticated encryption with associated data (RFC 7714). */
public non-sealed interface AeadCipher extends SrtpCipher {
    /**
     * Encrypts a range of bytes in place and writes the tag right behind it. The same initialisation vector may come
     * twice: refusing reuse is the core's part.
     *
     * @param iv 12 bytes; left as it is
     * @throws GeneralSecurityException if the provider fails
     */
    void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException;

    /**
     * Checks and decrypts a range of bytes in place.
     *
     * @param length of the ciphertext and its tag together
     * @return false if the tag is wrong; the range's content is undefined then
     * @throws GeneralSecurityException if the provider fails
     */
    boolean unseal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
            throws GeneralSecurityException;
}
