package voip.api;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes media descriptions as SDP, lines in the order of RFC 8866 §9. */
final class SdpWriter {
    private static final String HIDDEN = "(hidden)";

    /** Between its '_' the name of a suite is short; a key in its place is not. */
    private static final Pattern TAG_AND_SUITE =
            Pattern.compile("([0-9]{1,9} [A-Za-z0-9]{1,7}(?:_[A-Za-z0-9]{1,7}){0,16} )inline:");

    private SdpWriter() {}

    static String write(MediaDescription media, boolean hideKeys) {
        StringBuilder out = new StringBuilder();
        line(
                out,
                "m=" + media.media() + " " + media.port() + " " + media.protocol() + " "
                        + String.join(" ", media.formatTokens()));
        others(out, media, "i=", hideKeys);
        media.address().ifPresent(host -> line(out, "c=" + connection(host)));
        others(out, media, "b=", hideKeys);
        others(out, media, "k=", hideKeys);
        for (PayloadType type : media.rtpmap().values()) {
            line(out, "a=rtpmap:" + type.rtpmap());
        }
        media.fmtp().forEach((number, parameters) -> line(out, "a=fmtp:" + number + " " + parameters));
        media.ptime().ifPresent(ms -> line(out, "a=ptime:" + ms));
        line(out, "a=" + media.direction().attribute());
        for (String crypto : media.crypto()) {
            line(out, "a=crypto:" + (hideKeys ? hidden(crypto) : crypto));
        }
        media.rtcpPort()
                .ifPresent(port -> line(
                        out,
                        "a=rtcp:" + port
                                + media.rtcpAddress()
                                        .map(host -> " " + connection(host))
                                        .orElse("")));
        if (media.rtcpMux()) {
            line(out, "a=rtcp-mux");
        }
        if (media.extmapAllowMixed()) {
            line(out, "a=extmap-allow-mixed");
        }
        for (HeaderExtension extension : media.headerExtensions()) {
            String extmap = "a=extmap:" + extension.extmap();
            line(out, hideKeys ? hiddenLine(extmap) : extmap);
        }
        media.ssrcs().forEach((ssrc, cname) -> line(out, "a=ssrc:" + ssrc + " cname:" + cname));
        others(out, media, "a=", hideKeys);
        return out.toString();
    }

    static String session(MediaDescription media, long sessionId, long version) {
        String host = media.address().orElse("127.0.0.1");
        StringBuilder out = new StringBuilder();
        line(out, "v=0");
        line(out, "o=- " + sessionId + " " + version + " " + connection(host));
        line(out, "s=-");
        line(out, "t=0 0");
        return out.toString();
    }

    private static void others(StringBuilder out, MediaDescription media, String type, boolean hideKeys) {
        for (String other : media.otherLines()) {
            if (other.startsWith(type)) {
                line(out, hideKeys ? hiddenLine(other) : other);
            }
        }
    }

    private static String connection(String host) {
        return (host.indexOf(':') >= 0 ? "IN IP6 " : "IN IP4 ") + host;
    }

    /** Tag and suite of a well-formed crypto attribute, and nothing of another: its key may be anywhere. */
    private static String hidden(String crypto) {
        Matcher shown = TAG_AND_SUITE.matcher(crypto);
        return shown.lookingAt() ? shown.group(1) + HIDDEN : HIDDEN;
    }

    /** Any other line that may hold a key: {@code k=}, {@code a=key-mgmt}, or an attribute that names one. */
    private static String hiddenLine(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        boolean secret = lower.startsWith("k=")
                || lower.contains("key")
                || lower.contains("crypto")
                || lower.contains("inline:")
                || lower.startsWith("a=ice-pwd");
        return secret ? line.split("[:=]", 3)[0] + "=" + HIDDEN : line;
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append("\r\n");
    }
}
