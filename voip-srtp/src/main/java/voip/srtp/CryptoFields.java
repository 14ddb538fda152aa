package voip.srtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The fields of an {@code a=crypto} attribute (RFC 4568 §9.1): {@code tag suite keys [parameters]}, with blanks between them.
 *
 * @param keys all in one, with {@code ;} between them
 */
record CryptoFields(String tag, String suite, String keys, List<String> parameters) {
    static final int MOST_CHARACTERS = 4096;
    private static final int MOST_PARAMETERS = 32;
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final String KEY = "inline:";

    /** Throws {@link IllegalArgumentException} with a reason that follows on a name for the line, and holds none of it. */
    static CryptoFields split(String value) {
        if (value.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "it has " + value.length() + " characters; the most is " + MOST_CHARACTERS);
        }
        value.chars().forEach(CryptoFields::requireAllowed);
        List<String> fields = fields(value);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        String first = fields.get(0).toLowerCase(Locale.ROOT);
        if (first.startsWith("a=") || first.startsWith("crypto:")) {
            throw new IllegalArgumentException("it begins with its name; its value is what follows 'a=crypto:'");
        }
        if (fields.size() < 2) {
            throw new IllegalArgumentException("it has nothing after its tag: suite and key are missing");
        }
        if (isKey(fields.get(1))) {
            throw new IllegalArgumentException("its key stands where the suite should: tag or suite is missing");
        }
        if (fields.size() < 3) {
            throw new IllegalArgumentException("it has nothing after its suite: the key is missing");
        }
        List<String> parameters = fields.subList(3, fields.size());
        if (parameters.size() > MOST_PARAMETERS) {
            throw new IllegalArgumentException(
                    "it has " + parameters.size() + " session parameters; the most is " + MOST_PARAMETERS);
        }
        if (parameters.stream().anyMatch(CryptoFields::isKey)) {
            throw new IllegalArgumentException("it has a key after a blank; several keys have ';' between them");
        }
        return new CryptoFields(fields.get(0), fields.get(1), fields.get(2), List.copyOf(parameters));
    }

    private static void requireAllowed(int c) {
        if (c == '\r') {
            throw new IllegalArgumentException("it holds a carriage return");
        }
        if (c == '\n') {
            throw new IllegalArgumentException("it holds a line feed");
        }
        if (c == 0) {
            throw new IllegalArgumentException("it holds a NUL character");
        }
        if (c < ' ' && c != '\t' || c == 127) {
            throw new IllegalArgumentException("it holds a control character");
        }
        if (c > 127) {
            throw new IllegalArgumentException("it holds a character that is not ASCII");
        }
    }

    /** With keys in one field even if there is a blank after a ';', as the RFC itself prints them in §7.1.5. */
    private static List<String> fields(String value) {
        List<String> fields = new ArrayList<>();
        for (String field : BLANKS.split(value)) {
            int last = fields.size() - 1;
            if (last >= 0 && fields.get(last).endsWith(";") && isKey(field)) {
                fields.set(last, fields.get(last) + field);
            } else if (!field.isEmpty()) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static boolean isKey(String field) {
        return field.regionMatches(true, 0, KEY, 0, KEY.length());
    }

    /** Hides the keys. */
    @Override
    public String toString() {
        return "CryptoFields";
    }
}
