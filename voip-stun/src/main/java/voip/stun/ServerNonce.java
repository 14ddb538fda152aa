package voip.stun;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import voip.api.srtp.ConstantTime;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

/**
 * The nonces of a server that remembers none of them (RFC 8489 §9.2.4): each tells when it ends, and is authenticated together
 * with the address that it was made for, under a key that dies with the server.
 *
 * <pre>
 * | cookie 13 | end, nanoseconds in hexadecimal 16 | half an HMAC-SHA256, hexadecimal 32 |
 * </pre>
 */
final class ServerNonce implements AutoCloseable {
    private static final int LENGTH = NonceCookie.LENGTH + 16 + 32;

    private final KeyedHash hash;

    ServerNonce(CryptoModule module) throws GeneralSecurityException {
        byte[] key = new byte[32];
        module.random().nextBytes(key);
        hash = module.keyedHash("HmacSHA256", key);
        Arrays.fill(key, (byte) 0);
    }

    byte[] make(int features, InetSocketAddress client, long endNanos) {
        byte[] tag = hash(features, client, endNanos);
        HexFormat hex = HexFormat.of();
        return (NonceCookie.of(features) + hex.toHexDigits(endNanos) + hex.formatHex(tag, 0, 16)).getBytes(US_ASCII);
    }

    /** Whether it was made here for that client and those features, and has not ended. */
    boolean isValid(byte[] nonce, int features, InetSocketAddress client, long nowNanos) {
        if (nonce.length != LENGTH) {
            return false;
        }
        long end;
        try {
            end = HexFormat.fromHexDigitsToLong(
                    new String(nonce, NonceCookie.LENGTH, 16, US_ASCII)); // the digits only; the rest is compared
        } catch (IllegalArgumentException e) {
            return false;
        }
        byte[] made = make(features, client, end);
        return ConstantTime.equal(made, 0, nonce, 0, LENGTH) && end - nowNanos > 0;
    }

    private byte[] hash(int features, InetSocketAddress client, long endNanos) {
        byte[] address = client.getAddress().getAddress();
        byte[] text = ByteBuffer.allocate(16 + address.length)
                .putInt(features)
                .putLong(endNanos)
                .putInt(client.getPort())
                .put(address)
                .array();
        return hash.hash(text, 0, text.length);
    }

    @Override
    public void close() {
        hash.close();
    }
}
