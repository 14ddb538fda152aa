package voip.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A host and a port as people write them: {@code 192.0.2.1:5004}, {@code [::1]:5004} or {@code media.example.org:5004}.
 *
 * @param host a name, or an IP address without brackets
 * @param port 0 to 65535
 */
record HostPort(String host, int port) {
    /**
     * Parses the text, without looking the host up.
     *
     * @throws IllegalArgumentException if it is not of one of the forms above
     */
    static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw malformed(text, "it has no " + (colon == 0 ? "host" : "port"));
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
            if (!host.matches("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?")) {
                throw malformed(text, "only an IPv6 address stands in brackets");
            }
        } else if (host.indexOf(':') >= 0) {
            throw malformed(text, "an IPv6 address stands in brackets");
        } else if (!host.matches("[\\w.-]+")) {
            throw malformed(text, "its host is neither a name nor an address");
        }
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw malformed(text, "its port is not a number from 0 to 65535");
        }
        return new HostPort(host, Integer.parseInt(port));
    }

    /**
     * Looks the host up.
     *
     * @throws Failure if it is not known
     */
    InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw unknown(e);
        }
    }

    /**
     * Looks the host up, for somebody who is bound to a local address.
     *
     * @param local null for any; of a wildcard, the family does not matter
     * @throws Failure if the host is not known, or has no address of that family
     */
    InetSocketAddress resolveFor(@Nullable InetSocketAddress local) {
        InetSocketAddress first = resolve();
        if (local == null || local.getAddress().isAnyLocalAddress()) {
            return first;
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .filter(address -> address.getClass() == local.getAddress().getClass())
                    .findFirst()
                    .map(address -> new InetSocketAddress(address, port))
                    .orElseThrow(() ->
                            new Failure("the host " + host + " has no address of the family of " + format(local)));
        } catch (UnknownHostException e) {
            throw unknown(e);
        }
    }

    private Failure unknown(UnknownHostException e) {
        return new Failure("the host " + host + " is not known", e);
    }

    /** The form that {@link #parse} takes. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** The address as {@link #parse} takes it, never looked up by name. */
    static String format(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return new HostPort(host, address.getPort()).toString();
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is not HOST:PORT: " + why
                + "; write 192.0.2.1:5004, [::1]:5004 or a host name and a port");
    }

    /** The form in which options take a STUN server: without a port, it is 3478. */
    static final class StunServer implements ITypeConverter<HostPort> {
        private static final int PORT = 3478; // RFC 8489 §18.5

        @Override
        public HostPort convert(String value) {
            boolean bare = value.startsWith("[") ? value.endsWith("]") : value.indexOf(':') < 0;
            HostPort server = new Converter().convert(bare ? value + ":" + PORT : value);
            if (server.port() == 0) {
                throw new TypeConversionException("'" + value + "' is no server: its port is 0");
            }
            return server;
        }
    }

    /** The form in which options take it. */
    static final class Converter implements ITypeConverter<HostPort> {
        @Override
        public HostPort convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
