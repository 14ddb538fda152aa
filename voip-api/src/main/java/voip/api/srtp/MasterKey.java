package voip.api.srtp;

import java.util.Arrays;

/**
 * A master key and its salt (RFC 3711 §3.2.1): secret until {@link #close} overwrites both with zeros.
 *
 * <p>Neither {@code toString} nor any message shows them.
 */
public final class MasterKey implements AutoCloseable {
    private final byte[] key;
    private final byte[] salt;
    private volatile boolean wiped;

    /** Takes the arrays themselves, not copies: they are zeros after {@link #close}. */
    public MasterKey(byte[] key, byte[] salt) {
        this.key = key;
        this.salt = salt;
    }

    /** The key itself, not a copy: not to be changed, not to be kept. */
    public byte[] key() {
        return key;
    }

    /** The salt itself, not a copy: not to be changed, not to be kept. */
    public byte[] salt() {
        return salt;
    }

    /** Whether it was overwritten: nothing may be protected with what is left. */
    public boolean isWiped() {
        return wiped;
    }

    /** Overwrites key and salt with zeros. */
    @Override
    public void close() {
        wiped = true;
        Arrays.fill(key, (byte) 0);
        Arrays.fill(salt, (byte) 0);
    }

    @Override
    public String toString() {
        return "MasterKey[" + 8 * key.length + " bits]";
    }
}
