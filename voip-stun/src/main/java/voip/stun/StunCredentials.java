package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A user name and a password that a STUN client and its server share (RFC 8489 §9). Short-term ones belong to one session, and
 * are used unasked; long-term ones belong to a user, and are given when the server asks for them.
 *
 * <p>User names and passwords go through the OpaqueString profile of RFC 8265: spaces of other scripts become U+0020, and the rest
 * Unicode's normalization form C; RFC 5389's SASLprep may make other bytes of what is not ASCII. Immutable until it is closed,
 * which wipes the password.
 */
public final class StunCredentials implements AutoCloseable {
    private static final int MOST_USERNAME_BYTES = 508; // §14.3

    private final boolean longTerm;
    private final byte[] username;
    private final byte[] password;
    private volatile boolean closed;

    private StunCredentials(boolean longTerm, String username, char[] password) {
        this.longTerm = longTerm;
        this.username = OpaqueString.toBytes("user name", username);
        if (this.username.length > MOST_USERNAME_BYTES) {
            throw new IllegalArgumentException("the user name has " + this.username.length + " bytes; STUN allows "
                    + MOST_USERNAME_BYTES + " (RFC 8489 §14.3)");
        }
        this.password = OpaqueString.toBytes("password", password);
    }

    /**
     * Credentials of the short-term mechanism (RFC 8489 §9.1).
     *
     * @param password of which a copy is kept; the caller may wipe it
     * @throws IllegalArgumentException if one of them is empty or too long, or has characters that RFC 8265 does not allow
     */
    public static StunCredentials shortTerm(String username, char[] password) {
        return new StunCredentials(false, username, password);
    }

    /**
     * Credentials of the long-term mechanism (RFC 8489 §9.2), for whatever realm the server names.
     *
     * @param password of which a copy is kept; the caller may wipe it
     * @throws IllegalArgumentException if one of them is empty or too long, or has characters that RFC 8265 does not allow
     */
    public static StunCredentials longTerm(String username, char[] password) {
        return new StunCredentials(true, username, password);
    }

    /** Whether they are of the long-term mechanism. */
    public boolean isLongTerm() {
        return longTerm;
    }

    /** The user name, as RFC 8265 makes it. */
    public String username() {
        return new String(username, UTF_8);
    }

    /** The value of USERNAME, for reading. */
    byte[] usernameBytes() {
        return username;
    }

    /** The password in UTF-8, for reading. */
    byte[] passwordBytes() {
        if (closed) {
            throw new IllegalStateException("these credentials were closed, and their password was wiped");
        }
        return password;
    }

    /** Wipes the password; what was made of it has copies of its own. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(password, (byte) 0);
    }

    /** The kind and the user name. */
    @Override
    public String toString() {
        return "StunCredentials[" + (longTerm ? "long-term, " : "short-term, ") + Text.printable(username()) + "]";
    }
}
