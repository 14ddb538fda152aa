package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * The OpaqueString profile of RFC 8265 §4.2, which user names, realms and passwords go through: spaces of other scripts become
 * U+0020, and the rest Unicode's normalization form C, in UTF-8. What RFC 8264 §4.3 allows is checked by general category: no
 * control, format, private, unassigned and surrogate characters. Its rules for single characters by their context are not.
 */
final class OpaqueString {
    private OpaqueString() {}

    /**
     * The bytes of a text.
     *
     * @param what it is, for the message, which does not tell the text
     * @throws IllegalArgumentException if it is empty, or has characters that are not allowed
     */
    static byte[] toBytes(String what, char[] text) {
        if (text.length == 0) {
            throw new IllegalArgumentException("the " + what + " is empty");
        }
        char[] mapped = text.clone();
        boolean ascii = true;
        for (int i = 0; i < text.length; i++) {
            int character = Character.codePointAt(text, i);
            requireAllowed(what, character);
            ascii &= character < 0x80;
            if (Character.getType(character) == Character.SPACE_SEPARATOR) { // all are of one char
                mapped[i] = ' ';
            }
            i += Character.charCount(character) - 1;
        }
        CharBuffer characters =
                CharBuffer.wrap(mapped); // a password of ASCII is in no String, which could not be wiped
        ByteBuffer encoded = UTF_8.encode(
                ascii ? characters : CharBuffer.wrap(Normalizer.normalize(characters, Normalizer.Form.NFC)));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(mapped, '\0');
        return bytes;
    }

    static byte[] toBytes(String what, String text) {
        return toBytes(what, text.toCharArray());
    }

    private static void requireAllowed(String what, int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                throw new IllegalArgumentException("the " + what + " has a character that RFC 8265 does not allow:"
                        + " a control, format, private or unassigned one");
            default -> {}
        }
    }
}
