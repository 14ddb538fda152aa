package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server of the long-term mechanism asks credentials with, in an error response 401 or 438 (RFC 8489 §9.2.4), as it was
 * received: a request has to repeat it.
 *
 * @param passwordAlgorithms the value of PASSWORD-ALGORITHMS; null of a server that has MD5 only
 */
record Challenge(byte[] realm, byte[] nonce, byte @Nullable [] passwordAlgorithms) {
    private static final int MOST_BYTES = 763; // of REALM and NONCE (§14.9, §14.10); plenty for a list of algorithms

    /** Empty if realm or nonce is missing, or anything is longer than a request could repeat. */
    static Optional<Challenge> read(StunMessage response) {
        byte[] realm = value(response, AttributeType.REALM);
        byte[] nonce = value(response, AttributeType.NONCE);
        byte[] algorithms = value(response, AttributeType.PASSWORD_ALGORITHMS);
        if (realm == null || nonce == null) {
            return Optional.empty();
        }
        int longest = Math.max(realm.length, Math.max(nonce.length, algorithms == null ? 0 : algorithms.length));
        return longest > MOST_BYTES ? Optional.empty() : Optional.of(new Challenge(realm, nonce, algorithms));
    }

    private static byte @Nullable [] value(StunMessage response, int type) {
        return response.attribute(type).map(StunAttribute::bytes).orElse(null);
    }

    String realmText() {
        return new String(realm, UTF_8);
    }

    boolean wantsUserhash() {
        return (NonceCookie.features(nonce) & NonceCookie.USERNAME_ANONYMITY) != 0;
    }

    /** Whether somebody on the way has removed the password algorithms from a message with a nonce (RFC 8489 §9.2.1). */
    static boolean lacksAlgorithms(StunMessage response) {
        byte[] nonce = value(response, AttributeType.NONCE);
        return nonce != null
                && (NonceCookie.features(nonce) & NonceCookie.PASSWORD_ALGORITHMS) != 0
                && value(response, AttributeType.PASSWORD_ALGORITHMS) == null;
    }

    /** The password algorithms that we know, in the server's order of preference. */
    List<PasswordAlgorithm> algorithms() {
        return passwordAlgorithms == null
                ? List.of(PasswordAlgorithm.MD5)
                : PasswordAlgorithm.read(passwordAlgorithms).orElse(List.of());
    }
}
