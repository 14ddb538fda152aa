package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.SrtpCipherSuite;

/** The master keys of one direction at work (RFC 3711 §3.2.2, §8.2). */
final class KeyRing implements AutoCloseable {
    private final ActiveKey[] keys;
    private final @Nullable ActiveKey sole; // if there is but one, as mostly
    private int sending;

    private KeyRing(ActiveKey[] keys) {
        this.keys = keys;
        this.sole = keys.length == 1 ? keys[0] : null;
    }

    /**
     * Opens keys, of which the caller remains the owner.
     *
     * @throws IllegalArgumentException if a key or salt does not have the suite's length
     * @throws GeneralSecurityException if the provider refuses, by an {@code Error} too
     */
    static KeyRing open(
            SrtpCipherSuite suite, MasterKeys keys, Layout layout, long rate, boolean ours, boolean exportable)
            throws GeneralSecurityException {
        List<ActiveKey> opened = new ArrayList<>();
        try {
            for (MasterKeys.Entry entry : keys.entries()) {
                KeyDerivation.check(suite.spec(), entry.key());
                opened.add(new ActiveKey(suite, entry, layout, rate, ours, exportable));
            }
            return new KeyRing(opened.toArray(ActiveKey[]::new));
        } catch (Throwable e) {
            opened.forEach(key -> KeyDerivation.closeAfter(e, key));
            throw e;
        }
    }

    /** The key whose identifier lies at an offset; null if there is none. */
    @Nullable
    ActiveKey find(byte[] bytes, int offset) {
        if (sole != null) {
            return sole.isAt(bytes, offset) ? sole : null;
        }
        for (ActiveKey key : keys) {
            if (key.isAt(bytes, offset)) {
                return key;
            }
        }
        return null;
    }

    /** The key to send with: the one that was chosen, or the first behind it that is not used up; else the last. */
    ActiveKey sending() {
        if (sole != null) {
            return sole;
        }
        while (sending < keys.length - 1 && keys[sending].use().isUsedUp()) {
            sending++;
        }
        return keys[sending];
    }

    /** Whether there is a later key to send with when the present one is used up. */
    boolean hasNext() {
        for (int later = sending + 1; later < keys.length; later++) {
            if (!keys[later].use().isUsedUp()) {
                return true;
            }
        }
        return false;
    }

    /** Chooses the key to send with; false if none that is not used up has this identifier. */
    boolean send(byte[] mki) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].mkiLength() == mki.length
                    && keys[i].isAt(mki, 0)
                    && !keys[i].use().isUsedUp()) {
                sending = i;
                return true;
            }
        }
        return false;
    }

    /** The place of the key to send with. */
    int place() {
        sending();
        return sending;
    }

    /** What an exported state has of all, with runs reserved in a sender's key, and behind its end in the next. */
    List<KeyState> states(long run, long controlRun) {
        List<KeyState> states = new ArrayList<>(keys.length);
        long left = run;
        long controlLeft = controlRun;
        for (int i = 0; i < keys.length; i++) {
            KeyUse use = keys[i].use();
            long taken = i < sending ? 0 : Math.min(left, use.left());
            long controlTaken = i < sending ? 0 : Math.min(controlLeft, use.controlLeft());
            states.add(keys[i].state(taken, controlTaken));
            left -= taken;
            controlLeft -= controlTaken;
        }
        return states;
    }

    /** Goes on, as new, from what another process has left of the same keys. */
    void resume(List<KeyState> states, int place) {
        for (int i = 0; i < keys.length; i++) {
            keys[i].use().resume(states.get(i));
        }
        sending = place;
    }

    /** The state that reserved runs is stored. */
    void stored() {
        for (ActiveKey key : keys) {
            key.use().stored();
        }
    }

    @Override
    public void close() {
        close(0);
    }

    /** Closes all from a place on, even if one fails to. */
    private void close(int from) {
        if (from < keys.length) {
            try {
                keys[from].close();
            } finally {
                close(from + 1);
            }
        }
    }
}
