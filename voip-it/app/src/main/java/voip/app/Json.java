package voip.app;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A writer of JSON (RFC 8259): maps, collections, strings, numbers, booleans and null, on one line and in ASCII, so that it
 * is the same whatever the terminal's encoding.
 */
final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /**
     * The JSON text of a value.
     *
     * @throws IllegalArgumentException if it holds something else than the kinds above
     */
    static String write(@Nullable Object value) {
        Json json = new Json();
        json.value(value);
        return json.out.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            out.append(Double.isFinite(number) ? value.toString() : "null"); // JSON has no NaN and no infinities
        } else if (value instanceof Number) {
            out.append(value);
        } else if (value instanceof CharSequence text) {
            string(text);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Collection<?> collection) {
            array(collection);
        } else {
            throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
        }
    }

    private void object(Map<?, ?> map) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            string(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue());
            separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void array(Collection<?> collection) {
        String separator = "[";
        for (Object element : collection) {
            out.append(separator);
            value(element);
            separator = ",";
        }
        out.append(collection.isEmpty() ? "[]" : "]");
    }

    private void string(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7E) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
