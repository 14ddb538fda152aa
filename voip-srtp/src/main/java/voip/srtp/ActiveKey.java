package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

/**
 * A master key at work: its identifier, its use, and the session keys that were derived from it.
 *
 * <p>Without a key derivation rate the session keys are derived once, and the master key is kept only to be exported. With one
 * it is kept, and so are session keys for a few quotients: packets of several sources, of SRTP and SRTCP, and out of order are under different
 * ones.
 */
final class ActiveKey implements AutoCloseable {
    private static final int MOST_KEPT = 8;

    private final byte[] mki;
    private final int mkiLength;
    private final KeyUse use;
    private final long lifetime;
    private final SrtpCipherSuite suite;
    private final Layout layout;
    private final int shift;
    private final @Nullable MasterKey master;
    private final @Nullable SessionKeys[] kept;
    private SessionKeys last;
    private long quotient; // of the last, and its transform: what each packet asks for, at hand
    private PacketTransform transform;
    private int oldest;

    /** Opens a key, of which the caller remains the owner. */
    ActiveKey(SrtpCipherSuite suite, MasterKeys.Entry key, Layout layout, long rate, boolean ours, boolean exportable)
            throws GeneralSecurityException {
        this.mki = key.mki();
        this.mkiLength = mki.length;
        this.use = new KeyUse(ours, key.lifetime(), ours && exportable);
        this.lifetime = key.lifetime();
        this.suite = suite;
        this.layout = layout;
        this.shift = rate == 0 ? Long.SIZE - 1 : Long.numberOfTrailingZeros(rate);
        this.last = KeyDerivation.open(suite, key.key(), layout, 0);
        this.transform = last.transform();
        this.kept = new @Nullable SessionKeys[rate == 0 ? 1 : MOST_KEPT];
        this.kept[0] = last;
        this.master = rate == 0 && !exportable
                ? null
                : new MasterKey(key.key().key().clone(), key.key().salt().clone());
    }

    /** Whether it has the identifier that lies at an offset. Identifiers are no secret. */
    boolean isAt(byte[] bytes, int offset) {
        return mkiLength == 0 || Arrays.equals(mki, 0, mkiLength, bytes, offset, offset + mkiLength);
    }

    int mkiLength() {
        return mkiLength;
    }

    void putMki(byte[] bytes, int offset) {
        if (mkiLength > 0) {
            System.arraycopy(mki, 0, bytes, offset, mkiLength);
        }
    }

    KeyUse use() {
        return use;
    }

    /** What an exported state has of it; it has to be one that can be exported. */
    KeyState state(long run, long controlRun) {
        return use.state(new MasterKeys.Entry(Objects.requireNonNull(master), mki, lifetime), run, controlRun);
    }

    /** The session keys of a packet index, of SRTP or SRTCP. */
    SessionKeys at(long index) throws GeneralSecurityException {
        return index >>> shift == quotient ? last : find(index >>> shift);
    }

    /** What protects the packet of an index. */
    PacketTransform transform(long index) throws GeneralSecurityException {
        return index >>> shift == quotient ? transform : find(index >>> shift).transform();
    }

    private SessionKeys find(long wanted) throws GeneralSecurityException {
        for (SessionKeys keys : kept) {
            if (keys != null && keys.quotient() == wanted) {
                return select(keys);
            }
        }
        if (master == null) {
            throw new IllegalStateException("without a key derivation rate there is one quotient");
        }
        SessionKeys derived = KeyDerivation.open(suite, master, layout, wanted);
        oldest = (oldest + 1) % MOST_KEPT;
        SessionKeys replaced = kept[oldest];
        kept[oldest] = derived;
        select(derived);
        if (replaced != null) {
            replaced.close();
        }
        return derived;
    }

    private SessionKeys select(SessionKeys keys) {
        last = keys;
        quotient = keys.quotient();
        transform = keys.transform();
        return keys;
    }

    @Override
    public void close() {
        if (master != null) {
            master.close();
        }
        close(0);
    }

    /** Closes all from a place on, even if one fails to. */
    private void close(int from) {
        if (from < kept.length) {
            try {
                SessionKeys keys = kept[from];
                if (keys != null) {
                    keys.close();
                }
            } finally {
                close(from + 1);
            }
        }
    }
}
