package voip.srtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key parameter of an {@code a=crypto} attribute (RFC 4568 §6.1): {@code inline:key||salt[|lifetime][|MKI:length]}.
 *
 * <p>Reasons for refusing one never hold any of its text, which may be a key.
 */
final class InlineKey implements AutoCloseable {
    private static final String METHOD = "inline:";
    private static final Pattern LIFETIME = Pattern.compile("(2\\^)?[1-9][0-9]{0,14}");
    private static final Pattern MKI = Pattern.compile("[1-9][0-9]{0,308}:[1-9][0-9]{0,2}");
    private static final int LONGEST_LIFETIME_BITS = 48;
    private static final int LONGEST_MKI = 128;

    private final byte[] keyAndSalt;
    private final @Nullable String lifetime;
    private final @Nullable String mki;

    /** Owns the array, which {@link #close} wipes. */
    InlineKey(byte[] keyAndSalt, @Nullable String lifetime, @Nullable String mki) {
        this.keyAndSalt = keyAndSalt;
        this.lifetime = lifetime;
        this.mki = mki;
    }

    /** Throws {@link IllegalArgumentException} with a reason that follows on "its". */
    static InlineKey parse(String parameter) {
        if (!parameter.toLowerCase(Locale.ROOT).startsWith(METHOD)) {
            throw new IllegalArgumentException("its key method is not inline");
        }
        String[] fields = parameter.substring(METHOD.length()).split("\\|", -1);
        // The third field always has a colon, and the second never (RFC 4568 §6.1).
        boolean hasMki = fields.length > 1 && fields[fields.length - 1].indexOf(':') >= 0;
        boolean hasLifetime = fields.length > (hasMki ? 2 : 1);
        if (fields.length > 1 + (hasMki ? 1 : 0) + (hasLifetime ? 1 : 0)) {
            throw new IllegalArgumentException("its key has more fields than key, lifetime and MKI");
        }
        String lifetime = hasLifetime ? checkedLifetime(fields[1]) : null;
        String mki = hasMki ? checkedMki(fields[fields.length - 1]) : null;
        return new InlineKey(decode(fields[0]), lifetime, mki);
    }

    private static byte[] decode(String base64) {
        byte[] ascii = base64.getBytes(StandardCharsets.US_ASCII);
        try {
            return Base64.getDecoder().decode(ascii);
        } catch (IllegalArgumentException e) {
            // Without its cause, which tells a character of the key.
            throw new IllegalArgumentException("its key is not base64");
        } finally {
            Arrays.fill(ascii, (byte) 0);
        }
    }

    private static String checkedLifetime(String lifetime) {
        boolean power = lifetime.startsWith("2^");
        if (!LIFETIME.matcher(lifetime).matches()
                || (power
                        ? Long.parseLong(lifetime.substring(2)) > LONGEST_LIFETIME_BITS
                        : Long.parseLong(lifetime) > 1L << LONGEST_LIFETIME_BITS)) {
            throw new IllegalArgumentException("its lifetime is not a number of packets from 1 to 2^48");
        }
        return lifetime;
    }

    private static String checkedMki(String mki) {
        if (!MKI.matcher(mki).matches() || Integer.parseInt(mki.substring(mki.indexOf(':') + 1)) > LONGEST_MKI) {
            throw new IllegalArgumentException("its MKI is not a positive number with a length of 1 to 128 bytes");
        }
        return mki;
    }

    /** Key and salt themselves, not a copy. */
    byte[] keyAndSalt() {
        return keyAndSalt;
    }

    /** How many packets the key may protect; the most there can be if it does not say. */
    long lifetime() {
        if (lifetime == null) {
            return KeyUse.MOST_PACKETS;
        }
        return lifetime.startsWith("2^") ? 1L << Long.parseLong(lifetime.substring(2)) : Long.parseLong(lifetime);
    }

    boolean hasMki() {
        return mki != null;
    }

    String toSdp() {
        return METHOD
                + Base64.getEncoder().encodeToString(keyAndSalt)
                + (lifetime == null ? "" : "|" + lifetime)
                + (mki == null ? "" : "|" + mki);
    }

    @Override
    public void close() {
        Arrays.fill(keyAndSalt, (byte) 0);
    }
}
