package voip.api;

/** Checks of what may stand in SDP. No message repeats a value: it might be a key. */
final class SdpText {
    private SdpText() {}

    static String token(String what, String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            throw new IllegalArgumentException("the " + what + " is empty or holds spaces or control characters");
        }
        return value;
    }

    static String text(String what, String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("the " + what + " is empty or holds a line break");
        }
        return value;
    }

    static int inRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is outside " + least + " to " + most);
        }
        return value;
    }
}
