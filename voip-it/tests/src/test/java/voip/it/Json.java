package voip.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader of JSON text (RFC 8259) that takes nothing else. */
final class Json {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern STRING =
            Pattern.compile("\"((?:[^\"\\\\\\x00-\\x1F]|\\\\(?:[\"\\\\/bfnrt]|u[0-9A-Fa-f]{4}))*)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(....)|(.))");

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /**
     * The object that the text is; nothing may follow but white space.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Map<String, Object> object(String text) {
        Json json = new Json(text);
        json.skipSpace();
        Map<String, Object> object = json.object();
        json.skipSpace();
        json.require(json.at == text.length(), "nothing more");
        return object;
    }

    private Object value() {
        switch (at < text.length() ? text.charAt(at) : 0) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word("true", true);
            case 'f':
                return word("false", false);
            case 'n':
                return word("null", null);
            default:
                return Double.valueOf(match(NUMBER, "a value").group());
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        expect('{');
        if (accept('}')) {
            return object;
        }
        do {
            skipSpace();
            String key = string();
            expect(':');
            skipSpace();
            require(!object.containsKey(key), "another name than " + key);
            object.put(key, value());
        } while (accept(','));
        expect('}');
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        expect('[');
        if (accept(']')) {
            return array;
        }
        do {
            skipSpace();
            array.add(value());
        } while (accept(','));
        expect(']');
        return array;
    }

    private String string() {
        String raw = match(STRING, "a string").group(1);
        return ESCAPE.matcher(raw)
                .replaceAll(found -> Matcher.quoteReplacement(unescape(found.group(1), found.group(2))));
    }

    private static String unescape(String hex, String letter) {
        if (hex != null) {
            return Character.toString(Integer.parseInt(hex, 16));
        }
        int index = "bfnrt".indexOf(letter);
        return index < 0 ? letter : String.valueOf("\b\f\n\r\t".charAt(index));
    }

    private Object word(String word, Object value) {
        require(text.startsWith(word, at), word);
        at += word.length();
        return value;
    }

    private Matcher match(Pattern pattern, String what) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        require(matcher.lookingAt(), what);
        at = matcher.end();
        return matcher;
    }

    private void expect(char c) {
        require(accept(c), "'" + c + "'");
    }

    private boolean accept(char c) {
        skipSpace();
        boolean found = at < text.length() && text.charAt(at) == c;
        at += found ? 1 : 0;
        return found;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("expected " + what + " at " + at + " of: " + text);
        }
    }
}
