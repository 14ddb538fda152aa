package voip.api.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;

/** One answer that a suite must give: published input and output, for the check before a suite is used. */
public sealed interface KnownAnswer {
    /** Where the figures are from, such as {@code RFC 3711 B.3}. */
    String source();

    /**
     * Whether the suite gives this answer.
     *
     * @throws GeneralSecurityException if the provider fails
     */
    boolean matches(SrtpCipherSuite suite) throws GeneralSecurityException;

    /** A session key derived from a master key, by {@link SrtpCipherSuite#derive}. */
    record Derivation(String source, byte[] key, byte[] salt, int label, byte[] derived) implements KnownAnswer {
        @Override
        public boolean matches(SrtpCipherSuite suite) throws GeneralSecurityException {
            byte[] out = new byte[derived.length];
            suite.derive(new MasterKey(key.clone(), salt.clone()), label, 0, out);
            return Arrays.equals(out, derived);
        }
    }

    /** The first bytes of the keystream of a {@link CounterModeCipher}. */
    record Keystream(String source, byte[] sessionKey, byte[] iv, byte[] keystream) implements KnownAnswer {
        @Override
        public boolean matches(SrtpCipherSuite suite) throws GeneralSecurityException {
            byte[] authKey = new byte[suite.spec().authKeyLength()];
            try (SrtpCipher cipher = suite.open(sessionKey.clone(), authKey)) {
                byte[] data = new byte[keystream.length];
                if (!(cipher instanceof CounterModeCipher counterMode)) {
                    return false;
                }
                counterMode.apply(iv.clone(), data, 0, data.length);
                return Arrays.equals(data, keystream);
            }
        }
    }

    /** The authentication code of a {@link CounterModeCipher}. */
    record Authentication(String source, byte[] authKey, byte[] data, byte[] code) implements KnownAnswer {
        @Override
        public boolean matches(SrtpCipherSuite suite) throws GeneralSecurityException {
            byte[] out = new byte[Math.max(20, code.length)];
            try (SrtpCipher cipher = suite.open(new byte[suite.spec().keyLength()], authKey.clone())) {
                if (!(cipher instanceof CounterModeCipher counterMode)) {
                    return false;
                }
                counterMode.mac(data, 0, data.length, new byte[0], out);
                return Arrays.equals(Arrays.copyOf(out, code.length), code);
            }
        }
    }

    /** What an {@link AeadCipher} makes of a plaintext: the ciphertext and its tag. Unsealing has to give the plaintext back. */
    record Sealed(String source, byte[] sessionKey, byte[] iv, byte[] aad, byte[] plaintext, byte[] sealed)
            implements KnownAnswer {
        @Override
        public boolean matches(SrtpCipherSuite suite) throws GeneralSecurityException {
            byte[] authKey = new byte[suite.spec().authKeyLength()];
            try (SrtpCipher cipher = suite.open(sessionKey.clone(), authKey)) {
                byte[] data = Arrays.copyOf(plaintext, sealed.length);
                if (!(cipher instanceof AeadCipher aead)) {
                    return false;
                }
                aead.seal(iv.clone(), aad.clone(), 0, aad.length, data, 0, plaintext.length);
                return Arrays.equals(data, sealed)
                        && aead.unseal(iv.clone(), aad.clone(), 0, aad.length, data, 0, data.length)
                        && Arrays.equals(Arrays.copyOf(data, plaintext.length), plaintext);
            }
        }
    }

    /** The first bytes of the keystream of {@link SrtpCipherSuite#openHeaderExtensions}, if the suite has one. */
    record HeaderKeystream(String source, byte[] headerKey, byte[] iv, byte[] keystream) implements KnownAnswer {
        @Override
        public boolean matches(SrtpCipherSuite suite) throws GeneralSecurityException {
            try (KeystreamCipher cipher = suite.openHeaderExtensions(headerKey.clone())) {
                byte[] data = new byte[keystream.length];
                if (cipher == null) {
                    return true;
                }
                cipher.apply(iv.clone(), data, 0, data.length);
                return Arrays.equals(data, keystream);
            }
        }
    }
}
