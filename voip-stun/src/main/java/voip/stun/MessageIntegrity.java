package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.ConstantTime;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

/**
 * The key that credentials make, and the MESSAGE-INTEGRITY (HMAC-SHA1, RFC 8489 §14.5) and MESSAGE-INTEGRITY-SHA256 (§14.6)
 * under it: {@link StunMessageBuilder#messageIntegrity} and its like add them to a message, {@link #verifies(StunMessage)} checks
 * them in one received. For use by one thread at a time; closing it wipes the key.
 */
public final class MessageIntegrity implements AutoCloseable {
    static final int SHA1_LENGTH = 20;
    static final int SHA256_LENGTH = 32;
    private static final int SHORTEST_SHA256 = 16;
    private static final int SHORTEST_APPROVED_KEY = 14; // 112 bits, NIST SP 800-131A

    private final KeyedHash sha1;
    private final KeyedHash sha256;

    private MessageIntegrity(CryptoModule module, byte[] key) throws GeneralSecurityException {
        sha1 = module.keyedHash("HmacSHA1", key);
        try {
            sha256 = module.keyedHash("HmacSHA256", key);
        } catch (GeneralSecurityException e) {
            sha1.close();
            throw e;
        }
    }

    /**
     * Integrity under short-term credentials: the password is the key (RFC 8489 §9.1.1).
     *
     * @throws GeneralSecurityException if the module refuses the password as a key: one in an approved mode of FIPS 140 wants 14
     *     bytes or more
     * @throws IllegalStateException if the credentials were closed
     */
    public static MessageIntegrity shortTerm(CryptoModule module, StunCredentials credentials)
            throws GeneralSecurityException {
        byte[] password = credentials.passwordBytes();
        try {
            return new MessageIntegrity(module, password);
        } catch (GeneralSecurityException e) {
            String wayOut = password.length < SHORTEST_APPROVED_KEY
                    ? "; write a password of " + SHORTEST_APPROVED_KEY + " bytes or more"
                    : "";
            throw new GeneralSecurityException(
                    module.provider() + " refuses the password as a key of message integrity: " + e.getMessage()
                            + wayOut,
                    e);
        }
    }

    /**
     * Integrity under long-term credentials: the key is a digest of user name, realm and password (RFC 8489 §9.2.2, §18.5.1).
     *
     * @throws GeneralSecurityException if the module does not have the digest: one in an approved mode of FIPS 140 has no MD5
     * @throws IllegalArgumentException if the realm is empty, or has characters that RFC 8265 does not allow
     * @throws IllegalStateException if the credentials were closed
     */
    public static MessageIntegrity longTerm(
            CryptoModule module, StunCredentials credentials, String realm, PasswordAlgorithm algorithm)
            throws GeneralSecurityException {
        byte[] password = credentials.passwordBytes();
        byte[] name = unquoted(credentials.username()).getBytes(UTF_8);
        byte[] realmBytes = OpaqueString.toBytes("realm", unquoted(realm));
        byte[] text = ByteBuffer.allocate(name.length + realmBytes.length + password.length + 2)
                .put(name)
                .put((byte) ':')
                .put(realmBytes)
                .put((byte) ':')
                .put(password)
                .array();
        byte @Nullable [] key = null;
        try {
            key = module.digest(algorithm.toString(), text);
            return new MessageIntegrity(module, key);
        } catch (GeneralSecurityException e) {
            String wayOut = algorithm == PasswordAlgorithm.MD5
                    ? "; the way out is a server that offers the password algorithm SHA-256 (RFC 8489 §18.5)"
                    : "";
            throw new GeneralSecurityException(
                    module.provider() + " makes no key of long-term credentials by " + algorithm + ": " + e.getMessage()
                            + wayOut,
                    e);
        } finally {
            Arrays.fill(text, (byte) 0);
            if (key != null) {
                Arrays.fill(key, (byte) 0);
            }
        }
    }

    /** The value of USERHASH (RFC 8489 §14.4). */
    static byte[] userhash(CryptoModule module, StunCredentials credentials, String realm)
            throws GeneralSecurityException {
        byte[] name = credentials.usernameBytes();
        byte[] realmBytes = OpaqueString.toBytes("realm", unquoted(realm));
        return module.digest(
                "SHA-256",
                ByteBuffer.allocate(name.length + 1 + realmBytes.length)
                        .put(name)
                        .put((byte) ':')
                        .put(realmBytes)
                        .array());
    }

    /** Without the quotes around it and the NULs behind it (RFC 8489 §9.2.2). */
    private static String unquoted(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--;
        }
        boolean quoted = end >= 2 && text.charAt(0) == '"' && text.charAt(end - 1) == '"';
        return quoted ? text.substring(1, end - 1) : text.substring(0, end);
    }

    /**
     * Whether the message has MESSAGE-INTEGRITY-SHA256 of full length, and it is right; where it has none, whether it has
     * MESSAGE-INTEGRITY, and that is right (RFC 8489 §9.1.3). Its time does not depend on how much of it is.
     */
    public boolean verifies(StunMessage message) {
        return verifies(message, SHA256_LENGTH);
    }

    /**
     * The same, for usages of STUN that allow a truncated MESSAGE-INTEGRITY-SHA256.
     *
     * @param shortestSha256 of how many bytes at least it must be: 16, 20, 24, 28 or 32
     * @throws IllegalArgumentException if it is something else
     */
    public boolean verifies(StunMessage message, int shortestSha256) {
        requireSha256Length(shortestSha256);
        StunAttribute attribute =
                message.attribute(AttributeType.MESSAGE_INTEGRITY_SHA256).orElse(null);
        if (attribute != null) {
            int length = attribute.bytes().length;
            return length >= shortestSha256
                    && length <= SHA256_LENGTH
                    && length % 4 == 0
                    && matches(sha256, message, attribute);
        }
        attribute = message.attribute(AttributeType.MESSAGE_INTEGRITY).orElse(null);
        return attribute != null && attribute.bytes().length == SHA1_LENGTH && matches(sha1, message, attribute);
    }

    private static boolean matches(KeyedHash hash, StunMessage message, StunAttribute attribute) {
        byte[] text = message.bytesUpTo(attribute);
        byte[] expected = hash.hash(text, 0, text.length);
        byte[] received = attribute.bytes();
        return ConstantTime.equal(expected, 0, received, 0, received.length);
    }

    static void requireSha256Length(int length) {
        if (length < SHORTEST_SHA256 || length > SHA256_LENGTH || length % 4 != 0) {
            throw new IllegalArgumentException(
                    "MESSAGE-INTEGRITY-SHA256 has 16, 20, 24, 28 or 32 bytes, not " + length + " (RFC 8489 §14.6)");
        }
    }

    /** The value of MESSAGE-INTEGRITY for a message whose length counts it and whose bytes come before it. */
    byte[] sha1(byte[] text) {
        return sha1.hash(text, 0, text.length);
    }

    /** The full value of MESSAGE-INTEGRITY-SHA256 for a message whose length counts it and whose bytes come before it. */
    byte[] sha256(byte[] text) {
        return sha256.hash(text, 0, text.length);
    }

    /** Wipes the key. Closing again does nothing. */
    @Override
    public void close() {
        sha1.close();
        sha256.close();
    }
}
