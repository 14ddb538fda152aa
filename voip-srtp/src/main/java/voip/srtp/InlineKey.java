package voip.srtp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import voip.api.srtp.ConstantTime;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SuiteSpec;

/**
 * One key of an {@code a=crypto} attribute (RFC 4568 §6.1): {@code inline:key||salt[|lifetime][|MKI:length]}.
 *
 * <p>Reasons for refusing one never hold any of its text, which may be a key.
 */
final class InlineKey implements AutoCloseable {
    private static final String METHOD = "inline";
    private static final int MOST_LIFETIME_BITS = 48;
    private static final int LONGEST_MKI = 128;
    private static final int MOST_MKI_DIGITS = 309; // of 2^1024 - 1
    private static final byte[] NO_MKI = {};

    private final byte[] keyAndSalt;
    private final long lifetime; // 0 if it does not say
    private final byte[] mki;

    /** Owns the first array, which {@link #close} wipes. */
    private InlineKey(byte[] keyAndSalt, long lifetime, byte[] mki) {
        this.keyAndSalt = keyAndSalt;
        this.lifetime = lifetime;
        this.mki = mki;
    }

    /** A copy of a master key. Throws {@link IllegalArgumentException} if its identifier cannot be written. */
    static InlineKey of(MasterKeys.Entry entry) {
        if (entry.mki().length > 0 && new BigInteger(1, entry.mki()).signum() == 0) {
            throw new IllegalArgumentException("a master key identifier of 0 cannot be written in SDP (RFC 4568 §6.1)");
        }
        byte[] key = entry.key().key();
        byte[] salt = entry.key().salt();
        byte[] keyAndSalt = Arrays.copyOf(key, key.length + salt.length);
        System.arraycopy(salt, 0, keyAndSalt, key.length, salt.length);
        long lifetime = entry.lifetime() == KeyUse.MOST_PACKETS ? 0 : entry.lifetime();
        return new InlineKey(keyAndSalt, lifetime, entry.mki().clone());
    }

    /** Throws {@link IllegalArgumentException} with a reason that follows on a name for the line. */
    static InlineKey parse(String parameter) {
        String[] fields = info(parameter).split("\\|", -1);
        // The MKI always has a colon, and a lifetime never (RFC 4568 §6.1).
        int last = fields.length - 1;
        boolean hasMki = last > 0 && isMki(fields[last]);
        boolean hasLifetime = last > (hasMki ? 1 : 0);
        requireOrder(fields, hasMki);
        long lifetime = hasLifetime ? lifetime(fields[1]) : 0;
        byte[] mki = hasMki ? mki(fields[last]) : NO_MKI;
        return new InlineKey(Base64Key.decode(fields[0]), lifetime, mki);
    }

    /** What follows on the key method. */
    private static String info(String parameter) {
        int colon = parameter.indexOf(':');
        String method = colon < 0 ? "" : parameter.substring(0, colon);
        if (method.toLowerCase(Locale.ROOT).equals(METHOD)) {
            return parameter.substring(colon + 1);
        }
        if (parameter.isEmpty()) {
            throw new IllegalArgumentException("one of its keys is empty");
        }
        // The first colon may be that of an MKI.
        throw new IllegalArgumentException(
                colon < 0 || method.indexOf('|') >= 0
                        ? "its key has no method: 'inline:' is missing"
                        : "its key method is not inline");
    }

    private static boolean isMki(String field) {
        return field.indexOf(':') >= 0;
    }

    private static void requireOrder(String[] fields, boolean hasMki) {
        if (fields.length > 3) {
            throw new IllegalArgumentException("its key has more fields than key, lifetime and MKI");
        }
        if (fields.length == 3 && isMki(fields[1])) {
            throw new IllegalArgumentException(
                    hasMki ? "its key has two MKIs" : "its lifetime comes after the MKI, and must come before it");
        }
        if (fields.length == 3 && !hasMki) {
            throw new IllegalArgumentException("its key has two lifetimes, or an MKI without a length");
        }
    }

    private static long lifetime(String field) {
        int power = field.indexOf('^');
        if (power < 0) {
            return Decimal.parse("its lifetime", field, 1, KeyUse.MOST_PACKETS);
        }
        if (!field.substring(0, power).equals("2")) {
            throw new IllegalArgumentException("its lifetime is a power of something else than 2");
        }
        String exponent = field.substring(power + 1);
        return 1L << Decimal.parse("the exponent of its lifetime", exponent, 0, MOST_LIFETIME_BITS);
    }

    private static byte[] mki(String field) {
        int colon = field.indexOf(':');
        String value = field.substring(0, colon);
        int length = (int) Decimal.parse("the length of its MKI", field.substring(colon + 1), 1, LONGEST_MKI);
        Decimal.requireDigits("its MKI", value);
        if (value.equals("0")) {
            throw new IllegalArgumentException("its MKI is 0, and must be positive");
        }
        // Long numbers take long to convert, so their length comes first.
        BigInteger number = value.length() > MOST_MKI_DIGITS ? null : new BigInteger(value);
        if (number == null || number.bitLength() > 8 * length) {
            throw new IllegalArgumentException(
                    "its MKI does not fit the " + length + (length == 1 ? " byte" : " bytes") + " that it is to have");
        }
        byte[] mki = new byte[length];
        byte[] bytes = number.toByteArray(); // with a byte of zero more if the number fills its own
        int used = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - used, mki, length - used, used);
        return mki;
    }

    /** Length of key and salt together. */
    int length() {
        return keyAndSalt.length;
    }

    byte[] mki() {
        return mki;
    }

    /** How many packets the key may protect; the most there can be if it does not say. */
    long lifetime() {
        return lifetime == 0 ? KeyUse.MOST_PACKETS : lifetime;
    }

    /** A new copy of key and salt, which have the suite's lengths. */
    MasterKey masterKey(SuiteSpec spec) {
        return new MasterKey(
                Arrays.copyOf(keyAndSalt, spec.keyLength()),
                Arrays.copyOfRange(keyAndSalt, spec.keyLength(), keyAndSalt.length));
    }

    boolean hasKeyOf(InlineKey other) {
        return keyAndSalt.length == other.keyAndSalt.length
                && ConstantTime.equal(keyAndSalt, 0, other.keyAndSalt, 0, keyAndSalt.length);
    }

    /** Whether it is the same key for as many packets and under the same identifier. */
    boolean isSame(InlineKey other) {
        return hasKeyOf(other) && lifetime() == other.lifetime() && Arrays.equals(mki, other.mki);
    }

    void appendTo(StringBuilder sdp) {
        sdp.append(METHOD).append(':').append(Base64.getEncoder().encodeToString(keyAndSalt));
        if (Long.bitCount(lifetime) == 1) {
            sdp.append("|2^").append(Long.numberOfTrailingZeros(lifetime));
        } else if (lifetime != 0) {
            sdp.append('|').append(lifetime);
        }
        if (mki.length > 0) {
            sdp.append('|').append(new BigInteger(1, mki)).append(':').append(mki.length);
        }
    }

    @Override
    public void close() {
        Arrays.fill(keyAndSalt, (byte) 0);
    }
}
