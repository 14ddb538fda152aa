package voip.crypto.jce.plugin;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** A secret key that can be erased, which {@code SecretKeySpec} cannot; it leaves a copy of the key in the heap. */
final class ErasableKey implements SecretKey {
    private static final long serialVersionUID = 1;

    private final String algorithm;
    private final transient byte[] bytes;
    private transient boolean destroyed;

    /** Takes a copy of the bytes. */
    ErasableKey(String algorithm, byte[] bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes.clone();
    }

    /** Throws {@link IllegalStateException} once erased, so that nothing is ever protected with a key of zeros. */
    void requireAlive() {
        if (destroyed) {
            throw new IllegalStateException("closed: its key is erased");
        }
    }

    /** Initialises a cipher; if it refuses, this key is erased. */
    void initialise(Cipher cipher) throws InvalidKeyException {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, this);
        } catch (InvalidKeyException | RuntimeException | AssertionError e) {
            throw refused(e);
        }
    }

    /** Initialises a cipher for encryption under parameters; if it refuses, this key is erased. */
    void initialise(Cipher cipher, AlgorithmParameterSpec parameters) throws InvalidKeyException {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, this, parameters);
        } catch (GeneralSecurityException | RuntimeException | AssertionError e) {
            throw refused(e);
        }
    }

    /** Initialises a code; if it refuses, this key is erased. */
    void initialise(Mac mac) throws InvalidKeyException {
        try {
            mac.init(this);
        } catch (InvalidKeyException | RuntimeException | AssertionError e) {
            throw refused(e);
        }
    }

    private InvalidKeyException refused(Throwable refusal) {
        destroy();
        return new InvalidKeyException("the provider refuses the key: " + refusal, refusal);
    }

    /** Erases this key, and the copies in a cipher that was initialised with it. */
    void eraseFrom(Cipher cipher) {
        destroy();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, new ErasableKey(algorithm, bytes));
        } catch (InvalidKeyException | RuntimeException | AssertionError e) {
            // A provider that refuses a key of zeros, which SunJCE does not: its copy goes with the cipher. Some refuse
            // by an Error; whoever closes several keys must get to the next one.
        }
    }

    /** Erases this key, and the copies in a cipher that was initialised with it under parameters. */
    void eraseFrom(Cipher cipher, AlgorithmParameterSpec parameters) {
        destroy();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, new ErasableKey(algorithm, bytes), parameters);
        } catch (GeneralSecurityException | RuntimeException | AssertionError e) {
            // As above; and closed a second time, SunJCE refuses the zeros under the same vector again.
        }
    }

    /** Erases this key, and the copies in a code that was initialised with it. */
    void eraseFrom(Mac mac) {
        destroy();
        try {
            mac.init(new ErasableKey(algorithm, bytes));
        } catch (InvalidKeyException | RuntimeException | AssertionError e) {
            // As above.
        }
    }

    @Override
    public void destroy() {
        Arrays.fill(bytes, (byte) 0);
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a key does not leave the process");
    }
}
