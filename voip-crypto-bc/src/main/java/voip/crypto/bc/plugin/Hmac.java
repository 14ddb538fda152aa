package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;

/** An HMAC with its key, which stays initialised: it is back at its start after each code. */
final class Hmac implements AutoCloseable {
    private static final byte[] NOTHING = {};
    /** 112 bits (NIST SP 800-131A). */
    private static final int SHORTEST_APPROVED = 14;

    private final Mac mac;
    private final ErasableKey key;

    /** Takes a copy of the key. */
    Hmac(String algorithm, byte[] keyBytes) throws GeneralSecurityException {
        mac = BcFips.mac(algorithm);
        key = new ErasableKey(algorithm, keyBytes);
        boolean taken = false;
        try {
            initialise(key);
            taken = true;
        } catch (GeneralSecurityException e) {
            throw keyBytes.length < SHORTEST_APPROVED && BcFips.isApprovedOnly() ? tooShort(algorithm, e) : e;
        } finally {
            if (!taken) {
                key.destroy();
            }
        }
    }

    private static InvalidKeyException tooShort(String algorithm, GeneralSecurityException refusal) {
        return new InvalidKeyException(
                "in approved-only mode bc-fips takes no key of " + algorithm + " with less than " + SHORTEST_APPROVED
                        + " bytes; where a password is the key (STUN's short-term credentials, RFC 8489 §9.1), take a longer"
                        + " one",
                refusal);
    }

    void requireAlive() {
        key.requireAlive();
    }

    /** Fills {@code out} from its start with the code over a range of bytes and a trailer. */
    void code(byte[] data, int offset, int length, byte[] trailer, byte[] out) throws GeneralSecurityException {
        key.requireAlive();
        try {
            mac.update(data, offset, length);
            mac.update(trailer);
            mac.doFinal(out, 0);
        } catch (AssertionError e) {
            throw BcFips.refusal(e);
        }
    }

    /** The code over a range of bytes. */
    byte[] code(byte[] data, int offset, int length) throws GeneralSecurityException {
        byte[] code = new byte[mac.getMacLength()];
        code(data, offset, length, NOTHING, code);
        return code;
    }

    private void initialise(ErasableKey with) throws GeneralSecurityException {
        try {
            mac.init(with);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw BcFips.refusal(e);
        }
    }

    @Override
    public void close() {
        key.destroy();
        try {
            initialise(key.zeros());
        } catch (GeneralSecurityException e) {
            // Refused, in an error state for one: the copy of the key that bc-fips made goes with the code.
        }
    }
}
