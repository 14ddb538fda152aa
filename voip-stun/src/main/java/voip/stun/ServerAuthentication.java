package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.CryptoModule;

/**
 * The server's side of authentication (RFC 8489 §9.1.3, §9.2.4), for one user: what a {@link BindingServer} asks of its clients.
 * It has no state for them. Closing it wipes its keys; not thread-safe.
 */
public final class ServerAuthentication implements AutoCloseable {
    private static final ErrorCode BAD_REQUEST = new ErrorCode(ErrorCode.BAD_REQUEST, "Bad Request");
    private static final ErrorCode UNAUTHENTICATED = new ErrorCode(ErrorCode.UNAUTHENTICATED, "Unauthenticated");
    private static final ErrorCode STALE_NONCE = new ErrorCode(ErrorCode.STALE_NONCE, "Stale Nonce");

    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    /**
     * What a request deserves.
     *
     * @param error null if it is authentic
     * @param integrity of the response; null for none
     * @param sha256 whether the response has MESSAGE-INTEGRITY-SHA256 rather than MESSAGE-INTEGRITY
     */
    record Decision(@Nullable ErrorCode error, @Nullable MessageIntegrity integrity, boolean sha256) {
        static final Decision ANONYMOUS = new Decision(null, null, false);

        private static Decision refused(ErrorCode error) {
            return new Decision(error, null, false);
        }
    }

    private final byte[] username;
    private final String realm;
    private final byte @Nullable [] passwordAlgorithms;
    private final byte[] userhash;
    private final Map<PasswordAlgorithm, MessageIntegrity> keys = new EnumMap<>(PasswordAlgorithm.class);
    private final @Nullable MessageIntegrity shortTermKey;
    private final @Nullable ServerNonce nonces;
    private boolean anonymous;
    private Duration nonceLifetime = Duration.ofMinutes(10);

    private ServerAuthentication(
            CryptoModule module, StunCredentials user, String realm, List<PasswordAlgorithm> offered)
            throws GeneralSecurityException {
        this.username = user.usernameBytes();
        this.realm = realm;
        this.passwordAlgorithms = offered.isEmpty() ? null : PasswordAlgorithm.toBytes(offered);
        try {
            if (user.isLongTerm()) {
                for (PasswordAlgorithm algorithm : offered.isEmpty() ? List.of(PasswordAlgorithm.MD5) : offered) {
                    keys.put(algorithm, MessageIntegrity.longTerm(module, user, realm, algorithm));
                }
                userhash = MessageIntegrity.userhash(module, user, realm);
                nonces = new ServerNonce(module);
                shortTermKey = null;
            } else {
                shortTermKey = MessageIntegrity.shortTerm(module, user);
                userhash = new byte[0];
                nonces = null;
            }
        } catch (GeneralSecurityException e) {
            keys.values().forEach(MessageIntegrity::close);
            throw e;
        }
    }

    /**
     * Wants credentials of the short-term mechanism.
     *
     * @param user who may ask; may be closed once this returns
     * @throws GeneralSecurityException if the module refuses the password as a key
     * @throws IllegalArgumentException if the credentials are long-term ones
     * @throws IllegalStateException if they were closed
     */
    public static ServerAuthentication shortTerm(CryptoModule module, StunCredentials user)
            throws GeneralSecurityException {
        requireKind(user, false);
        return new ServerAuthentication(module, user, "", List.of());
    }

    /**
     * Wants credentials of the long-term mechanism, and asks for them.
     *
     * @param user who may ask; may be closed once this returns
     * @param realm the domain name of whoever runs the server; fewer than 128 characters
     * @param offered the password algorithms, in order of preference; with none, it is MD5 as servers of RFC 5389 have it
     * @throws GeneralSecurityException if the module does not have one of the algorithms
     * @throws IllegalArgumentException if the credentials are short-term ones, or the realm is empty or too long, or has characters
     *     that RFC 8265 does not allow
     * @throws IllegalStateException if the credentials were closed
     */
    public static ServerAuthentication longTerm(
            CryptoModule module, StunCredentials user, String realm, List<PasswordAlgorithm> offered)
            throws GeneralSecurityException {
        requireKind(user, true);
        String enforced = new String(OpaqueString.toBytes("realm", realm), UTF_8);
        Text.toBytes("realm", enforced);
        return new ServerAuthentication(module, user, enforced, offered);
    }

    private static void requireKind(StunCredentials user, boolean longTerm) {
        if (user.isLongTerm() != longTerm) {
            throw new IllegalArgumentException(user + " are of the other mechanism");
        }
    }

    /** Asks for USERHASH in place of USERNAME, so that nobody on the way learns the name. */
    public ServerAuthentication usernameAnonymity() {
        anonymous = true;
        return this;
    }

    /**
     * Sets after what time a nonce is stale; the default is ten minutes.
     *
     * @throws IllegalArgumentException if it is negative, or longer than a day
     */
    public ServerAuthentication nonceLifetime(Duration lifetime) {
        if (lifetime.isNegative() || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException("a nonce lives from 0 s to a day, not " + lifetime);
        }
        nonceLifetime = lifetime;
        return this;
    }

    Decision decide(StunMessage request, InetSocketAddress source, long nowNanos) {
        boolean sha256 = has(request, AttributeType.MESSAGE_INTEGRITY_SHA256);
        boolean signed = sha256 || has(request, AttributeType.MESSAGE_INTEGRITY);
        MessageIntegrity key = shortTermKey;
        if (key == null) {
            return signed ? decideLongTerm(request, source, nowNanos) : Decision.refused(UNAUTHENTICATED);
        }
        if (!signed || !has(request, AttributeType.USERNAME)) {
            return Decision.refused(BAD_REQUEST);
        }
        return is(request, AttributeType.USERNAME, username) && key.verifies(request)
                ? new Decision(null, key, sha256)
                : Decision.refused(UNAUTHENTICATED);
    }

    private Decision decideLongTerm(StunMessage request, InetSocketAddress source, long nowNanos) {
        byte[] nonce = value(request, AttributeType.NONCE);
        boolean named = has(request, AttributeType.USERNAME) || has(request, AttributeType.USERHASH);
        if (!named || nonce == null || !has(request, AttributeType.REALM)) {
            return Decision.refused(BAD_REQUEST);
        }
        boolean implied = passwordAlgorithms == null
                || !has(request, AttributeType.PASSWORD_ALGORITHMS) && !has(request, AttributeType.PASSWORD_ALGORITHM);
        PasswordAlgorithm algorithm = implied ? PasswordAlgorithm.MD5 : chosen(request);
        if (algorithm == null) {
            return Decision.refused(BAD_REQUEST);
        }
        MessageIntegrity key = keys.get(algorithm);
        boolean known = is(request, AttributeType.USERNAME, username) || is(request, AttributeType.USERHASH, userhash);
        boolean ours = is(request, AttributeType.REALM, realm.getBytes(UTF_8));
        if (key == null || !known || !ours || !key.verifies(request)) {
            return Decision.refused(UNAUTHENTICATED);
        }
        if (nonces == null || !nonces.isValid(nonce, features(), source, nowNanos)) {
            return Decision.refused(STALE_NONCE);
        }
        return new Decision(null, key, !implied);
    }

    /** The request's PASSWORD-ALGORITHM, if it repeats our list and is on it. */
    private @Nullable PasswordAlgorithm chosen(StunMessage request) {
        byte[] value = value(request, AttributeType.PASSWORD_ALGORITHM);
        byte[] list = passwordAlgorithms;
        if (value == null || list == null || !is(request, AttributeType.PASSWORD_ALGORITHMS, list)) {
            return null;
        }
        List<PasswordAlgorithm> one = PasswordAlgorithm.read(value).orElse(List.of());
        return one.size() == 1 && keys.containsKey(one.get(0)) ? one.get(0) : null;
    }

    /** Adds what goes with errors 401 and 438 of the long-term mechanism; nothing to others. */
    void challenge(StunMessageBuilder response, ErrorCode error, InetSocketAddress source, long nowNanos) {
        if (nonces != null && error.code() != ErrorCode.BAD_REQUEST) {
            response.attribute(AttributeType.REALM, realm.getBytes(UTF_8));
            response.attribute(
                    AttributeType.NONCE, nonces.make(features(), source, nowNanos + nonceLifetime.toNanos()));
            if (passwordAlgorithms != null) {
                response.attribute(AttributeType.PASSWORD_ALGORITHMS, passwordAlgorithms);
            }
        }
    }

    private int features() {
        return (passwordAlgorithms == null ? 0 : NonceCookie.PASSWORD_ALGORITHMS)
                | (anonymous ? NonceCookie.USERNAME_ANONYMITY : 0);
    }

    private static boolean has(StunMessage request, int type) {
        return request.attribute(type).isPresent();
    }

    private static boolean is(StunMessage request, int type, byte[] expected) {
        return Arrays.equals(expected, value(request, type));
    }

    private static byte @Nullable [] value(StunMessage message, int type) {
        return message.attribute(type).map(StunAttribute::bytes).orElse(null);
    }

    /** Wipes the keys. Closing again does nothing. */
    @Override
    public void close() {
        keys.values().forEach(MessageIntegrity::close);
        if (shortTermKey != null) {
            shortTermKey.close();
        }
        if (nonces != null) {
            nonces.close();
        }
    }
}
