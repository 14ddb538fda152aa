package voip.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A STUN server as people write it: {@code stun.example.org}, {@code 192.0.2.1:3478} or {@code [2001:db8::1]:3478}.
 *
 * @param host a name, or an IP address without brackets
 * @param port 1 to 65535
 * @param literal the address, if the host is one; null for a name, which has to be looked up
 */
record StunServer(String host, int port, @Nullable InetAddress literal) {
    /** RFC 8489 §18.5. */
    static final int DEFAULT_PORT = 3478;

    private static final Pattern LABELS = Pattern.compile("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");
    private static final Pattern LOOKS_LIKE_IPV4 = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
    private static final int LONGEST_NAME = 253;

    /**
     * Parses the text, without looking anything up.
     *
     * @throws IllegalArgumentException if it is not of one of the forms above
     */
    static StunServer parse(String text) {
        if (text.startsWith("stun:") || text.startsWith("stuns:") || text.startsWith("turn:")) {
            throw malformed(text, "it is a URI");
        }
        boolean bracketed = text.startsWith("[");
        int hostEnd = bracketed ? text.indexOf(']') + 1 : text.indexOf(':') < 0 ? text.length() : text.indexOf(':');
        if (bracketed && hostEnd == 0) {
            throw malformed(text, "a bracket is not closed");
        }
        if (!bracketed && text.indexOf(':') != text.lastIndexOf(':')) {
            throw malformed(text, "an IPv6 address stands in brackets");
        }
        String host = bracketed ? text.substring(1, hostEnd - 1) : text.substring(0, hostEnd);
        return new StunServer(host, port(text, text.substring(hostEnd)), literal(text, host, bracketed));
    }

    private static int port(String text, String rest) {
        if (rest.isEmpty()) {
            return DEFAULT_PORT;
        }
        int port = rest.matches(":[0-9]{1,5}") ? Integer.parseInt(rest.substring(1)) : 0;
        if (port < 1 || port > 65_535) {
            throw malformed(text, "its port is not a number from 1 to 65535");
        }
        return port;
    }

    private static @Nullable InetAddress literal(String text, String host, boolean bracketed) {
        if (bracketed
                ? !IPV6.matcher(host).matches()
                : LOOKS_LIKE_IPV4.matcher(host).matches() && !isIpv4(host)) {
            throw malformed(text, "its host is not an address");
        }
        if (!bracketed && (!LABELS.matcher(host).matches() || host.length() > LONGEST_NAME)) {
            throw malformed(text, "its host is neither a name nor an address");
        }
        try {
            return bracketed || isIpv4(host) ? InetAddress.getByName(host) : null; // an address is never looked up
        } catch (UnknownHostException e) {
            throw malformed(text, "its host is not an address");
        }
    }

    private static boolean isIpv4(String host) {
        if (!IPV4.matcher(host).matches()) {
            return false;
        }
        for (String octet : host.split("\\.")) {
            if (Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException("stunServer '" + text + "' is not HOST:PORT: " + why
                + "; write stun.example.org:3478, 192.0.2.1 or [2001:db8::1]:3478");
    }

    /** The form that {@link #parse} takes. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
