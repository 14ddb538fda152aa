package voip.srtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import voip.api.srtp.ConstantTime;
import voip.api.srtp.MasterKey;

/**
 * The master keys of one direction: one, or several of which each packet tells the one it is under, by a master key
 * identifier (MKI, RFC 3711 §3.1). Secret until {@link #close} wipes them all; immutable but for that.
 *
 * <p>A sender uses the first, until its packets are used up; then the next.
 */
public final class MasterKeys implements AutoCloseable {
    static final int LONGEST_MKI = 128;

    private final List<Entry> entries;

    private MasterKeys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** One key without an identifier, which packets then do not carry. Owns the key. */
    public static MasterKeys of(MasterKey key) {
        return of(key, KeyUse.MOST_PACKETS);
    }

    /**
     * One key without an identifier, for so many packets. Owns the key.
     *
     * @param lifetime how many SRTP packets, and how many SRTCP packets, it may protect; 1 to 2<sup>48</sup>
     * @throws IllegalArgumentException if the lifetime is out of range
     */
    public static MasterKeys of(MasterKey key, long lifetime) {
        return new MasterKeys(List.of(new Entry(key, new byte[0], checked(lifetime))));
    }

    /**
     * One key with an identifier; {@link #and} adds others. Owns the key.
     *
     * @param mki 1 to 128 bytes, of which a copy is made
     * @param lifetime how many SRTP packets, and how many SRTCP packets, it may protect; 1 to 2<sup>48</sup>
     * @throws IllegalArgumentException if the lifetime or the identifier's length is out of range
     */
    public static MasterKeys of(byte[] mki, MasterKey key, long lifetime) {
        if (mki.length < 1 || mki.length > LONGEST_MKI) {
            throw new IllegalArgumentException(
                    "a master key identifier of " + mki.length + " bytes is outside 1 to " + LONGEST_MKI);
        }
        return new MasterKeys(List.of(new Entry(key, mki.clone(), checked(lifetime))));
    }

    /**
     * These and one more, after them.
     *
     * @param mki another identifier of the same length
     * @param lifetime as above
     * @throws IllegalArgumentException if the identifiers do not have the same length, if two identifiers or two keys are the
     *     same, or if the lifetime is out of range
     */
    public MasterKeys and(byte[] mki, MasterKey key, long lifetime) {
        for (Entry entry : entries) {
            if (entry.mki.length == 0) {
                throw new IllegalArgumentException("the first master key has no identifier, which several must have;"
                        + " begin with MasterKeys.of(mki, key, lifetime)");
            }
            if (entry.mki.length != mki.length) {
                throw new IllegalArgumentException("identifiers of " + entry.mki.length + " and " + mki.length
                        + " bytes; those of several master keys must have the same length");
            }
            if (Arrays.equals(entry.mki, mki)) {
                throw new IllegalArgumentException("two master keys have the same identifier, and must differ in it");
            }
        }
        Entry added = new Entry(key, mki.clone(), checked(lifetime));
        if (entries.stream().anyMatch(added::isSame)) {
            throw new IllegalArgumentException("one master key under two identifiers would serve twice its lifetime");
        }
        List<Entry> more = new ArrayList<>(entries);
        more.add(added);
        return new MasterKeys(more);
    }

    private static long checked(long lifetime) {
        if (lifetime < 1 || lifetime > KeyUse.MOST_PACKETS) {
            throw new IllegalArgumentException("a lifetime of " + lifetime + " packets is outside 1 to 2^48");
        }
        return lifetime;
    }

    /** The length of the identifiers, which packets carry; 0 for a key without one. */
    public int mkiLength() {
        return entries.get(0).mki.length;
    }

    /** Throws {@link IllegalStateException} if a key was wiped: what is left of it is zeros, which anybody can guess. */
    List<Entry> entries() {
        for (Entry entry : entries) {
            if (entry.key.isWiped()) {
                throw new IllegalStateException(
                        "a master key was wiped: it was closed, or has opened a session; make another");
            }
        }
        return entries;
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        for (Entry entry : entries) {
            entry.key.close();
        }
    }

    @Override
    public String toString() {
        return "MasterKeys[" + entries.size() + "]";
    }

    /** A key, its identifier, which is empty if there is none, and its lifetime in packets. */
    record Entry(MasterKey key, byte[] mki, long lifetime) {
        /** Whether key and salt are the same. */
        boolean isSame(Entry other) {
            return isSame(key.key(), other.key.key()) && isSame(key.salt(), other.key.salt());
        }

        private static boolean isSame(byte[] one, byte[] other) {
            return one.length == other.length && ConstantTime.equal(one, 0, other, 0, one.length);
        }

        @Override
        public String toString() {
            return "MasterKeys.Entry";
        }
    }
}
