package voip.srtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Key and salt in base64 (RFC 4568 §6.1), whose padding may be missing. Reasons never hold any of it. */
final class Base64Key {
    /** More than the longest key and salt of a suite. */
    private static final int MOST_CHARACTERS = 128;

    private Base64Key() {}

    /** Throws {@link IllegalArgumentException} with a reason that follows on a name for the line. */
    static byte[] decode(String text) {
        int end = text.indexOf('=');
        int characters = end < 0 ? text.length() : end;
        if (characters == 0) {
            throw new IllegalArgumentException("its key is empty");
        }
        if (characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "its key has " + characters + " characters of base64; the most is " + MOST_CHARACTERS);
        }
        for (int i = 0; i < characters; i++) {
            requireBase64(text.charAt(i));
        }
        requirePadding(text, characters);
        byte[] ascii = text.substring(0, characters).getBytes(StandardCharsets.US_ASCII);
        try {
            return Base64.getDecoder().decode(ascii);
        } finally {
            Arrays.fill(ascii, (byte) 0);
        }
    }

    private static void requireBase64(char c) {
        if (c == '-' || c == '_') {
            throw new IllegalArgumentException("its key is in the base64 of URLs, and must have '+' and '/'");
        }
        boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
        if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '/') {
            throw new IllegalArgumentException("its key is not base64");
        }
    }

    /** What follows on the characters: the right padding or none. */
    private static void requirePadding(String text, int characters) {
        int padding = text.length() - characters;
        for (int i = characters; i < text.length(); i++) {
            if (text.charAt(i) != '=') {
                throw new IllegalArgumentException("its key has padding in the middle");
            }
        }
        if (characters % 4 == 1) {
            throw new IllegalArgumentException("its key ends amid a byte: a character of its base64 is missing");
        }
        if (padding > 0 && (characters + padding) % 4 != 0 || padding > 2) {
            throw new IllegalArgumentException("its key has too much or too little padding");
        }
    }
}
