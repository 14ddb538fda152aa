package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/** Text values: UTF-8 of fewer than 128 characters (RFC 8489 §14.8, §14.14). */
final class Text {
    private static final int MOST_CHARACTERS = 127;
    private static final int MOST_BYTES_READ = 763;

    private Text() {}

    static Optional<String> read(byte[] value, int from) {
        int length = value.length - from;
        return length > MOST_BYTES_READ ? Optional.empty() : Optional.of(new String(value, from, length, UTF_8));
    }

    static byte[] toBytes(String what, String text) {
        int characters = text.codePointCount(0, text.length());
        if (characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "the " + what + " has " + characters + " characters; STUN allows " + MOST_CHARACTERS);
        }
        return text.getBytes(UTF_8);
    }
}
