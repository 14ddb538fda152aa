package voip.crypto.bc.plugin;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
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

    /** A key of zeros, to initialise with it what was initialised with this one. */
    ErasableKey zeros() {
        return new ErasableKey(algorithm, new byte[bytes.length]);
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
