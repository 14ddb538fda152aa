package voip.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses SDP (RFC 8866) as far as media needs it. Tolerant: an attribute that makes no sense is kept as it is rather than
 * refused; only the lines without which there is no address are strict.
 */
final class SdpParser {
    private static final int MAX_LENGTH = 65536;
    private static final Set<String> SETTERS = Set.of(
            "rtpmap",
            "fmtp",
            "ptime",
            "crypto",
            "rtcp",
            "rtcp-mux",
            "extmap",
            "extmap-allow-mixed",
            "sendrecv",
            "sendonly",
            "recvonly",
            "inactive");

    private @Nullable String sessionAddress;
    private final MediaDescriptionBuilder session =
            new MediaDescriptionBuilder(); // what holds for sections without their own
    private @Nullable MediaDescriptionBuilder current;
    private final List<MediaDescription> sections = new ArrayList<>();

    private SdpParser() {}

    static List<MediaDescription> parse(String sdp) {
        if (sdp.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the session description has " + sdp.length() + " characters; the most is " + MAX_LENGTH);
        }
        SdpParser parser = new SdpParser();
        for (String line : sdp.split("\r\n|\r|\n")) {
            if (line.length() >= 2 && line.charAt(1) == '=') {
                parser.line(line.charAt(0), line.substring(2).strip());
            } else if (!line.isBlank()) {
                throw new IllegalArgumentException(
                        "a line of the session description does not begin with a type and '='");
            }
        }
        parser.endSection();
        return List.copyOf(parser.sections);
    }

    /** Whether an attribute has a setter in {@link MediaDescriptionBuilder}. */
    static boolean hasSetter(String name) {
        return SETTERS.contains(name);
    }

    /** The value of a decimal number from 0 to {@code most}, or -1. */
    static int number(String digits, int most) {
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int value = Integer.parseInt(digits);
        return value <= most ? value : -1;
    }

    private void line(char type, String value) {
        if (type == 'm') {
            endSection();
            current = media(value);
        } else if (type == 'c') {
            String host = host(value.split(" +"));
            if (current == null) {
                sessionAddress = host;
            } else {
                current.address(host);
            }
        } else if (current == null) {
            if (type == 'a') {
                attribute(session, value);
            }
        } else if (type == 'a' ? !attribute(current, value) : "ibk".indexOf(type) >= 0) { // RFC 8866 §5: no others here
            current.otherLine(type + "=" + value);
        }
    }

    private void endSection() {
        if (current != null) {
            if (current.headerExtensions.isEmpty()) { // RFC 8285 §5: all are the session's, or all the section's
                session.headerExtensions = List.copyOf(session.headerExtensions); // one list for all sections
                current.headerExtensions = session.headerExtensions;
            }
            sections.add(current.build());
        }
    }

    private MediaDescriptionBuilder media(String value) {
        String[] parts = value.split(" +");
        int port = parts.length < 4 ? -1 : number(parts[1].split("/", 2)[0], 65535);
        if (port < 0) {
            throw new IllegalArgumentException(
                    "an m= line is not of the form m=<media> <port> <protocol> <format> ... (RFC 8866 §5.14)");
        }
        MediaDescriptionBuilder section = new MediaDescriptionBuilder()
                .media(parts[0])
                .port(port)
                .protocol(parts[2])
                .direction(session.direction)
                .extmapAllowMixed(session.extmapAllowMixed);
        section.formatTokens.addAll(List.of(parts).subList(3, parts.length));
        section.address = sessionAddress;
        return section;
    }

    private static String host(String[] parts) {
        if (parts.length != 3 || !parts[0].equals("IN") || !(parts[1].equals("IP4") || parts[1].equals("IP6"))) {
            throw new IllegalArgumentException("a c= line is not of the form c=IN IP4|IP6 <address> (RFC 8866 §5.7)");
        }
        return SdpText.token("address", parts[2].split("/", 2)[0]);
    }

    /** Takes an attribute into the section; false if it is to be kept as it is. */
    private static boolean attribute(MediaDescriptionBuilder section, String attribute) {
        int colon = attribute.indexOf(':');
        String name = (colon < 0 ? attribute : attribute.substring(0, colon)).toLowerCase(Locale.ROOT);
        String value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
        try {
            switch (name) {
                case "rtpmap" -> {
                    return rtpmap(section, value.split("[ /]+"));
                }
                case "fmtp" -> section.fmtp(number(value.split(" ", 2)[0], 127), value.split(" ", 2)[1]);
                case "ptime" -> section.ptime(number(value, 1000));
                case "crypto" -> section.crypto.add(value); // whatever it is, somebody meant to encrypt
                case "rtcp" -> rtcp(section, value.split(" +"));
                case "rtcp-mux" -> section.rtcpMux(true);
                case "ssrc" -> {
                    return ssrc(section, value.split(" ", 2));
                }
                case "extmap" -> section.headerExtensions.add(HeaderExtension.parse(value));
                case "extmap-allow-mixed" -> section.extmapAllowMixed(true);
                default -> {
                    Direction direction = Direction.ofAttribute(name);
                    if (direction == null) {
                        return false;
                    }
                    section.direction(direction);
                }
            }
            return true;
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return false;
        }
    }

    private static boolean rtpmap(MediaDescriptionBuilder section, String[] parts) {
        int number = number(parts[0], 127);
        int rate = number(parts[2], Integer.MAX_VALUE);
        int channels = parts.length > 3 ? number(parts[3], 255) : 1;
        section.rtpmap.put(number, new PayloadType(number, parts[1], rate, channels));
        return true;
    }

    private static void rtcp(MediaDescriptionBuilder section, String[] parts) {
        section.rtcpPort(number(parts[0], 65535));
        if (parts.length == 4) {
            section.rtcpAddress(parts[3]);
        }
    }

    private static boolean ssrc(MediaDescriptionBuilder section, String[] parts) {
        if (!parts[1].startsWith("cname:")) {
            return false;
        }
        section.ssrc(Long.parseLong(parts[0]), parts[1].substring("cname:".length()));
        return true;
    }
}
