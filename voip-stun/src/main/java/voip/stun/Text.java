package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Text: values of attributes, UTF-8 of fewer than 128 characters (RFC 8489 §14.8, §14.14), and what is told to people. */
final class Text {
    private static final int MOST_CHARACTERS = 127;
    private static final int MOST_BYTES_READ = 763;

    private Text() {}

    /** An address as people write it: {@code 192.0.2.1:3478} or {@code [2001:db8::1]:3478}. */
    static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** A time in seconds, to the millisecond: {@code 39.5 s}. */
    static String of(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    /** What a server wrote, fit to be shown: without the control characters that would reach a terminal or break a line. */
    static String printable(String received) {
        return received.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

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
