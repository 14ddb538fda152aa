package voip.stun;

import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.CryptoModule;

/**
 * The client's side of authentication with one server (RFC 8489 §9): gives {@link StunTransaction}s their credentials, answers the
 * server's challenges, and tells which responses are the server's. It remembers realm, nonce and algorithm for the next transaction,
 * so that this is not challenged again.
 *
 * <p>Not thread-safe; for one transaction at a time. Closing it wipes its key, not the credentials.
 */
public final class StunAuthentication implements AutoCloseable {
    /** What a response is to the request before it. */
    enum Judgement {
        /** The server's own: its message integrity is right. */
        AUTHENTIC,
        /** As if it had not come. */
        DISCARDED,
        /** The server asks for credentials: the next request has them. */
        CHALLENGED,
        /** The server asks for what cannot be given; {@link #refusal} says what. */
        REFUSED
    }

    private static final int SHA1 = 1;
    private static final int SHA256 = 2;

    private final StunCredentials credentials;
    private final CryptoModule module;
    private @Nullable MessageIntegrity integrity;
    private @Nullable Challenge challenge;
    private @Nullable PasswordAlgorithm algorithm;
    private byte @Nullable [] userhash;
    private int kinds; // of message integrity, that requests have and responses may have
    private boolean stale;
    private String refusal = "";

    private StunAuthentication(StunCredentials credentials, CryptoModule module) throws GeneralSecurityException {
        this.credentials = credentials;
        this.module = module;
        if (!credentials.isLongTerm()) {
            integrity = MessageIntegrity.shortTerm(module, credentials);
            kinds = SHA1 | SHA256; // until it is known which of them the server has (§9.1.2)
        }
    }

    /**
     * Opens the authentication with a server that has not been asked yet.
     *
     * @param credentials to be closed by the caller, later than this
     * @param module whose digests and keyed hashes are used
     * @throws GeneralSecurityException if the module refuses a short-term password as a key; long-term ones are tried when the
     *     server asks for them
     * @throws IllegalStateException if the credentials were closed
     */
    public static StunAuthentication open(StunCredentials credentials, CryptoModule module)
            throws GeneralSecurityException {
        return new StunAuthentication(credentials, module);
    }

    /** Adds the credentials to a request; long-term ones only once the server has asked for them (§9.2.3.1). */
    void sign(StunMessageBuilder request) {
        MessageIntegrity key = integrity;
        if (key == null) {
            return;
        }
        if (userhash != null) {
            request.attribute(AttributeType.USERHASH, userhash);
        } else {
            request.attribute(AttributeType.USERNAME, credentials.usernameBytes());
        }
        if (challenge != null) {
            request.attribute(AttributeType.REALM, challenge.realm());
            request.attribute(AttributeType.NONCE, challenge.nonce());
            if (challenge.passwordAlgorithms() != null && algorithm != null) {
                request.attribute(AttributeType.PASSWORD_ALGORITHMS, challenge.passwordAlgorithms());
                request.attribute(AttributeType.PASSWORD_ALGORITHM, PasswordAlgorithm.toBytes(List.of(algorithm)));
            }
        }
        if ((kinds & SHA1) != 0) {
            request.messageIntegrity(key);
        }
        if ((kinds & SHA256) != 0) {
            request.messageIntegritySha256(key);
        }
    }

    /** Judges a response to the request that was signed last (§9.1.4, §9.2.5). */
    Judgement judge(StunMessage response) {
        if (credentials.isLongTerm()) {
            int code = response.messageClass() == MessageClass.ERROR_RESPONSE
                    ? response.errorCode().map(ErrorCode::code).orElse(0)
                    : 0;
            if (code == ErrorCode.UNAUTHENTICATED || code == ErrorCode.STALE_NONCE) {
                return challenged(response, code == ErrorCode.STALE_NONCE);
            }
            if (Challenge.lacksAlgorithms(response)) {
                return Judgement.DISCARDED;
            }
        }
        int kind = response.attribute(AttributeType.MESSAGE_INTEGRITY_SHA256).isPresent() ? SHA256 : SHA1;
        if (integrity == null || (kinds & kind) == 0 || !integrity.verifies(response)) {
            return Judgement.DISCARDED;
        }
        kinds = kind; // §9.1.5
        stale = false;
        return Judgement.AUTHENTIC;
    }

    private Judgement challenged(StunMessage response, boolean nonceIsStale) {
        Challenge previous = challenge;
        if (previous != null && (!nonceIsStale || stale)) {
            return refuse(
                    nonceIsStale
                            ? "every nonce that it gives is stale at once"
                            : "the user name or the password is not the server's");
        }
        Challenge next = Challenge.read(response).orElse(null);
        if (next == null) {
            return refuse("its realm or its nonce is missing or too long");
        }
        boolean lowered =
                previous != null && previous.passwordAlgorithms() != null && next.passwordAlgorithms() == null;
        if (Challenge.lacksAlgorithms(response) || lowered) {
            return refuse("its password algorithms are missing, which somebody on the way may have removed");
        }
        return answer(next, nonceIsStale);
    }

    /** Makes the key by the first algorithm on the server's list that the module has. */
    private Judgement answer(Challenge next, boolean nonceIsStale) {
        String why = "it offers no password algorithm of RFC 8489";
        for (PasswordAlgorithm candidate : next.algorithms()) {
            try {
                String realm = next.realmText();
                byte[] hash = next.wantsUserhash() ? MessageIntegrity.userhash(module, credentials, realm) : null;
                MessageIntegrity made = MessageIntegrity.longTerm(module, credentials, realm, candidate);
                forget();
                integrity = made;
                algorithm = candidate;
                userhash = hash;
                challenge = next;
                kinds = next.passwordAlgorithms() == null ? SHA1 : SHA256; // §9.2.5, its last paragraph
                stale = nonceIsStale;
                return Judgement.CHALLENGED;
            } catch (GeneralSecurityException e) {
                why = String.valueOf(e.getMessage());
            } catch (IllegalArgumentException e) { // its realm
                return refuse(String.valueOf(e.getMessage()));
            }
        }
        return refuse(why);
    }

    private Judgement refuse(String why) {
        refusal = why;
        if (credentials.isLongTerm()) {
            forget();
        }
        return Judgement.REFUSED;
    }

    private void forget() {
        if (integrity != null) {
            integrity.close();
        }
        integrity = null;
        challenge = null;
        algorithm = null;
        userhash = null;
        stale = false;
    }

    /** Why the server's challenge was not answered, for people to read. */
    String refusal() {
        return refusal;
    }

    /** What may be wrong when nothing but unauthenticated responses come, for people to read. */
    String suspicion() {
        return credentials.isLongTerm() && challenge == null
                ? "it asks for no credentials"
                : "the password is not the server's, or somebody else responds";
    }

    /** Wipes the key. Closing again does nothing. */
    @Override
    public void close() {
        forget();
    }
}
