package voip.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A builder of {@link MediaDescription}s. Every setter throws {@link IllegalArgumentException} for what cannot stand in
 * SDP, line breaks above all, so that nothing can be smuggled into a description.
 */
public final class MediaDescriptionBuilder {
    String media = "audio";
    int port = 9;
    String protocol = "RTP/AVP";
    final List<String> formatTokens = new ArrayList<>();
    final Map<Integer, PayloadType> rtpmap = new LinkedHashMap<>();
    final Map<Integer, String> fmtp = new LinkedHashMap<>();

    @Nullable
    String address;

    int ptime;
    Direction direction = Direction.SENDRECV;
    final List<String> crypto = new ArrayList<>();
    int rtcpPort;

    @Nullable
    String rtcpAddress;

    boolean rtcpMux;
    boolean extmapAllowMixed;
    List<HeaderExtension> headerExtensions = new ArrayList<>();
    final Map<Long, String> ssrcs = new LinkedHashMap<>();
    final List<String> otherLines = new ArrayList<>();

    MediaDescriptionBuilder() {}

    MediaDescriptionBuilder(MediaDescription from) {
        media = from.media();
        port = from.port();
        protocol = from.protocol();
        formatTokens.addAll(from.formatTokens());
        rtpmap.putAll(from.rtpmap());
        fmtp.putAll(from.fmtp());
        address = from.address().orElse(null);
        ptime = from.ptime().orElse(0);
        direction = from.direction();
        crypto.addAll(from.crypto());
        rtcpPort = from.rtcpPort().orElse(0);
        rtcpAddress = from.rtcpAddress().orElse(null);
        rtcpMux = from.rtcpMux();
        extmapAllowMixed = from.extmapAllowMixed();
        headerExtensions = from.headerExtensions();
        ssrcs.putAll(from.ssrcs());
        otherLines.addAll(from.otherLines());
    }

    /** Sets the kind of media. */
    public MediaDescriptionBuilder media(String kind) {
        media = SdpText.token("media", kind);
        return this;
    }

    /** Sets the port, 0 to 65535. */
    public MediaDescriptionBuilder port(int number) {
        port = SdpText.inRange("port", number, 0, 65535);
        return this;
    }

    /** Sets the transport protocol, such as {@code RTP/SAVP}. */
    public MediaDescriptionBuilder protocol(String name) {
        protocol = SdpText.token("protocol", name);
        return this;
    }

    /** Sets the payload types, in order of preference, each with its {@code a=rtpmap}. */
    public MediaDescriptionBuilder formats(Collection<PayloadType> types) {
        formatTokens.clear();
        rtpmap.clear();
        for (PayloadType type : types) {
            formatTokens.add(Integer.toString(type.number()));
            rtpmap.put(type.number(), type);
        }
        return this;
    }

    /** Sets the format parameters of a payload type. */
    public MediaDescriptionBuilder fmtp(int payloadType, String parameters) {
        fmtp.put(SdpText.inRange("payload type", payloadType, 0, 127), SdpText.text("fmtp", parameters));
        return this;
    }

    /** Sets the connection address: an IP address or a host name. */
    public MediaDescriptionBuilder address(String host) {
        address = SdpText.token("address", host);
        return this;
    }

    /** Sets the packet time in milliseconds, 1 to 1000. */
    public MediaDescriptionBuilder ptime(int milliseconds) {
        ptime = SdpText.inRange("ptime", milliseconds, 1, 1000);
        return this;
    }

    /** Sets the direction. */
    public MediaDescriptionBuilder direction(Direction which) {
        direction = which;
        return this;
    }

    /** Sets the values of the {@code a=crypto} attributes. */
    public MediaDescriptionBuilder crypto(Collection<String> values) {
        crypto.clear();
        for (String value : values) {
            crypto.add(SdpText.text("crypto", value));
        }
        return this;
    }

    /** Sets the RTCP port of {@code a=rtcp}, 1 to 65535. */
    public MediaDescriptionBuilder rtcpPort(int number) {
        rtcpPort = SdpText.inRange("RTCP port", number, 1, 65535);
        return this;
    }

    /** Sets the RTCP address of {@code a=rtcp}, which is written only with a port. */
    public MediaDescriptionBuilder rtcpAddress(String host) {
        rtcpAddress = SdpText.token("RTCP address", host);
        return this;
    }

    /** Sets whether RTCP may share the RTP port. */
    public MediaDescriptionBuilder rtcpMux(boolean allowed) {
        rtcpMux = allowed;
        return this;
    }

    /** Sets whether header extensions of both forms may alternate in one stream. */
    public MediaDescriptionBuilder extmapAllowMixed(boolean allowed) {
        extmapAllowMixed = allowed;
        return this;
    }

    /**
     * Sets the header extensions.
     *
     * @throws IllegalArgumentException also if two have the same identifier below 4096 (RFC 8285 §5)
     */
    public MediaDescriptionBuilder headerExtensions(Collection<HeaderExtension> mappings) {
        Set<Integer> identifiers = new HashSet<>();
        for (HeaderExtension mapping : mappings) {
            if (!mapping.isPlaceholder() && !identifiers.add(mapping.id())) {
                throw new IllegalArgumentException("two header extensions have the identifier " + mapping.id());
            }
        }
        headerExtensions = List.copyOf(mappings);
        return this;
    }

    /** Announces a synchronisation source with its canonical name. */
    public MediaDescriptionBuilder ssrc(long ssrc, String cname) {
        if (ssrc < 0 || ssrc > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("SSRC " + ssrc + " is outside 0 to 4294967295");
        }
        ssrcs.put(ssrc, SdpText.text("cname", cname));
        return this;
    }

    /**
     * Adds an attribute that has no setter of its own.
     *
     * @param attribute what follows {@code a=}, such as {@code maxptime:40}
     * @throws IllegalArgumentException also if there is a setter for it
     */
    public MediaDescriptionBuilder attribute(String attribute) {
        String name = attribute.split(":", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (SdpParser.hasSetter(name) || name.equals("ssrc") && attribute.contains(" cname:")) {
            throw new IllegalArgumentException("the attribute " + name + " has a setter of its own");
        }
        return otherLine("a=" + SdpText.text("attribute", attribute));
    }

    MediaDescriptionBuilder otherLine(String line) {
        otherLines.add(line);
        return this;
    }

    /** Builds the description. */
    public MediaDescription build() {
        return new MediaDescription(this);
    }
}
