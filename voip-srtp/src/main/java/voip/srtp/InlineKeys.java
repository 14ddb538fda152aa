package voip.srtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import voip.api.srtp.SuiteSpec;

/**
 * The keys of an {@code a=crypto} attribute, or of its FEC_KEY, with {@code ;} between them (RFC 4568 §6.1, §6.3.5). If there
 * are several, packets tell by an identifier under which they are.
 */
final class InlineKeys implements AutoCloseable {
    private static final int MOST_KEYS = 16;

    private final List<InlineKey> keys;

    private InlineKeys(List<InlineKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Copies of master keys. Throws {@link IllegalArgumentException} if they cannot be written. */
    static InlineKeys of(MasterKeys masters) {
        List<InlineKey> keys = new ArrayList<>();
        return checked(keys, () -> {
            requireFew(masters.entries().size());
            for (MasterKeys.Entry entry : masters.entries()) {
                keys.add(InlineKey.of(entry));
            }
        });
    }

    /** Throws {@link IllegalArgumentException} with a reason that follows on a name for the line. */
    static InlineKeys parse(String list) {
        String[] parameters = list.split(";", -1);
        List<InlineKey> keys = new ArrayList<>();
        return checked(keys, () -> {
            requireFew(parameters.length);
            for (String parameter : parameters) {
                keys.add(InlineKey.parse(parameter));
            }
        });
    }

    /** The keys after they were added and fit together; if they do not, they are wiped. */
    private static InlineKeys checked(List<InlineKey> keys, Runnable adding) {
        boolean complete = false;
        try {
            adding.run();
            requireUnique(keys);
            complete = true;
            return new InlineKeys(keys);
        } finally {
            if (!complete) {
                keys.forEach(InlineKey::close);
            }
        }
    }

    private static void requireFew(int count) {
        if (count > MOST_KEYS) {
            throw new IllegalArgumentException("it has " + count + " keys; the most is " + MOST_KEYS);
        }
    }

    private static void requireUnique(List<InlineKey> keys) {
        for (int i = 1; i < keys.size(); i++) {
            InlineKey key = keys.get(i);
            for (InlineKey other : keys.subList(0, i)) {
                if (key.mki().length == 0 || other.mki().length == 0) {
                    throw new IllegalArgumentException("it has several keys, and not all have an MKI");
                }
                if (key.mki().length != other.mki().length) {
                    throw new IllegalArgumentException("the MKIs of its keys have different lengths");
                }
                if (Arrays.equals(key.mki(), other.mki())) {
                    throw new IllegalArgumentException("two of its keys have the same MKI");
                }
                if (key.hasKeyOf(other)) {
                    throw new IllegalArgumentException("it has the same key twice");
                }
            }
        }
    }

    /** Why they cannot be a suite's, in words that follow on a name for the line. */
    Optional<String> problem(SuiteSpec spec) {
        int expected = spec.keyLength() + spec.saltLength();
        return keys.stream()
                .filter(key -> key.length() != expected)
                .map(key ->
                        "its key and salt are " + key.length() + " bytes, and " + spec.name() + " takes " + expected)
                .findFirst();
    }

    /** New copies, for a suite with which they have no {@link #problem}. */
    MasterKeys masterKeys(SuiteSpec spec) {
        InlineKey first = keys.get(0);
        MasterKeys masters = first.mki().length == 0
                ? MasterKeys.of(first.masterKey(spec), first.lifetime())
                : MasterKeys.of(first.mki(), first.masterKey(spec), first.lifetime());
        for (InlineKey key : keys.subList(1, keys.size())) {
            masters = masters.and(key.mki(), key.masterKey(spec), key.lifetime());
        }
        return masters;
    }

    /** Whether a key is in both, whatever its identifier and lifetime. */
    boolean shareAKey(InlineKeys others) {
        return keys.stream().anyMatch(key -> others.keys.stream().anyMatch(key::hasKeyOf));
    }

    /** Whether both have the same keys with the same identifiers and lifetimes, in whatever order. */
    boolean areSame(InlineKeys others) {
        return keys.size() == others.keys.size()
                && keys.stream().allMatch(key -> others.keys.stream().anyMatch(key::isSame));
    }

    void appendTo(StringBuilder sdp) {
        for (InlineKey key : keys) {
            if (key != keys.get(0)) {
                sdp.append(';');
            }
            key.appendTo(sdp);
        }
    }

    @Override
    public void close() {
        keys.forEach(InlineKey::close);
    }
}
