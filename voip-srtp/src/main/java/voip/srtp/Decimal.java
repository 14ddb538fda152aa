package voip.srtp;

import java.util.regex.Pattern;

/**
 * The decimal numbers of {@code a=crypto} attributes, none of which has leading zeros (RFC 4568 §4.1, §6.1, §6.3). Reasons for
 * refusing one never repeat it: it may be a piece of a key.
 */
final class Decimal {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int MOST_DIGITS = 18; // of which every number fits a long

    private Decimal() {}

    /** Throws {@link IllegalArgumentException} if it is not a number in that range. */
    static long parse(String what, String number, long least, long most) {
        requireDigits(what, number);
        long value = number.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(number);
        if (value > most) {
            throw new IllegalArgumentException(what + " is more than " + most);
        }
        if (value < least) {
            throw new IllegalArgumentException(what + " is less than " + least);
        }
        return value;
    }

    /** Throws {@link IllegalArgumentException} if it is not a number of any length, without leading zeros. */
    static void requireDigits(String what, String number) {
        if (number.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        if (!DIGITS.matcher(number).matches()) {
            throw new IllegalArgumentException(what + " is not a number");
        }
        if (number.length() > 1 && number.charAt(0) == '0') {
            throw new IllegalArgumentException(what + " has leading zeros");
        }
    }
}
