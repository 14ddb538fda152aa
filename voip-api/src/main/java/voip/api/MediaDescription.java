package voip.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The media part of an SDP session description: one {@code m=} section with its connection address (RFC 8866 §5.14),
 * immutable.
 *
 * <p>{@link #toSdp()} is for the wire and holds keys; {@link #toString()} shows the same without them.
 */
public final class MediaDescription {
    private final String media;
    private final int port;
    private final String protocol;
    private final List<String> formatTokens;
    private final Map<Integer, PayloadType> rtpmap;
    private final Map<Integer, String> fmtp;
    private final @Nullable String address;
    private final int ptime;
    private final Direction direction;
    private final List<String> crypto;
    private final int rtcpPort;
    private final @Nullable String rtcpAddress;
    private final boolean rtcpMux;
    private final boolean extmapAllowMixed;
    private final List<HeaderExtension> headerExtensions;
    private final Map<Long, String> ssrcs;
    private final List<String> otherLines;

    MediaDescription(MediaDescriptionBuilder from) {
        media = from.media;
        port = from.port;
        protocol = from.protocol;
        formatTokens = List.copyOf(from.formatTokens);
        rtpmap = Collections.unmodifiableMap(new LinkedHashMap<>(from.rtpmap));
        fmtp = Collections.unmodifiableMap(new LinkedHashMap<>(from.fmtp));
        address = from.address;
        ptime = from.ptime;
        direction = from.direction;
        crypto = List.copyOf(from.crypto);
        rtcpPort = from.rtcpPort;
        rtcpAddress = from.rtcpAddress;
        rtcpMux = from.rtcpMux;
        extmapAllowMixed = from.extmapAllowMixed;
        headerExtensions = List.copyOf(from.headerExtensions);
        ssrcs = Collections.unmodifiableMap(new LinkedHashMap<>(from.ssrcs));
        otherLines = List.copyOf(from.otherLines);
    }

    /** A builder of an audio description on port 9 with protocol RTP/AVP and nothing else. */
    public static MediaDescriptionBuilder builder() {
        return new MediaDescriptionBuilder();
    }

    /**
     * Parses the first audio section of a session description, or a lone {@code m=} section. The connection address and
     * direction of the session part apply where the section has none of its own (RFC 8866 §5.7, §6.7).
     *
     * @throws IllegalArgumentException if there is no audio section, or its {@code m=} or {@code c=} line is malformed;
     *     the message holds no keys
     */
    public static MediaDescription parse(String sdp) {
        return parseAll(sdp).stream()
                .filter(section -> section.media.equals("audio"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the session description has no m=audio line"));
    }

    /**
     * Parses all media sections of a session description, in their order.
     *
     * @throws IllegalArgumentException if an {@code m=} or {@code c=} line is malformed, or the text is longer than 64 Ki
     *     characters
     */
    public static List<MediaDescription> parseAll(String sdp) {
        return SdpParser.parse(sdp);
    }

    /** The kind of media, such as {@code audio}. */
    public String media() {
        return media;
    }

    /** The transport port, 0 to 65535; 0 refuses or disables the stream (RFC 3264 §5.1, §6). */
    public int port() {
        return port;
    }

    /** The transport protocol, such as {@code RTP/SAVP}. */
    public String protocol() {
        return protocol;
    }

    /** Whether the protocol says that media is protected by SRTP (RFC 3711, RFC 5124). */
    public boolean isSecure() {
        return protocol.equals("RTP/SAVP") || protocol.equals("RTP/SAVPF");
    }

    /** The payload types of the {@code m=} line, in order of preference, as far as {@code a=rtpmap} or RFC 3551 tells them. */
    public List<PayloadType> formats() {
        List<PayloadType> formats = new ArrayList<>();
        for (String token : formatTokens) {
            int number = SdpParser.number(token, 127);
            PayloadType type = rtpmap.get(number);
            if (type != null) {
                formats.add(type);
            } else if (number >= 0) {
                PayloadType.ofStatic(number).ifPresent(formats::add);
            }
        }
        return List.copyOf(formats);
    }

    /** The format parameters of a payload type: what follows its number in {@code a=fmtp}. */
    public Optional<String> fmtp(int payloadType) {
        return Optional.ofNullable(fmtp.get(payloadType));
    }

    /** The connection address: an IP address or a host name. */
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    /** The packet time asked for, in milliseconds. */
    public OptionalInt ptime() {
        return ptime == 0 ? OptionalInt.empty() : OptionalInt.of(ptime);
    }

    /** Which way media flows, seen from who wrote the description. */
    public Direction direction() {
        return direction;
    }

    /** The values of the {@code a=crypto} attributes as they stand, malformed ones too (RFC 4568). Secret. */
    public List<String> crypto() {
        return crypto;
    }

    /** The RTCP port of {@code a=rtcp} (RFC 3605). */
    public OptionalInt rtcpPort() {
        return rtcpPort == 0 ? OptionalInt.empty() : OptionalInt.of(rtcpPort);
    }

    /** The RTCP address of {@code a=rtcp}, if it names one. */
    public Optional<String> rtcpAddress() {
        return Optional.ofNullable(rtcpAddress);
    }

    /** Whether RTCP may share the RTP port (RFC 5761 §5.1.1). */
    public boolean rtcpMux() {
        return rtcpMux;
    }

    /** Whether header extensions of the one-byte and the two-byte form may alternate in one stream (RFC 8285 §6). */
    public boolean extmapAllowMixed() {
        return extmapAllowMixed;
    }

    /**
     * The header extensions of the {@code a=extmap} lines, in their order, those of the session part where the section has
     * none of its own (RFC 8285 §5). A peer may have given an identifier twice, which makes it useless for each.
     */
    public List<HeaderExtension> headerExtensions() {
        return headerExtensions;
    }

    /** The announced synchronisation sources with their canonical names (RFC 5576 §4.1, §6.1). */
    public Map<Long, String> ssrcs() {
        return ssrcs;
    }

    /** All lines that have no accessor of their own, such as {@code a=maxptime:40}, without line ends, in their order. */
    public List<String> otherLines() {
        return otherLines;
    }

    /** A builder that begins with everything that this description holds. */
    public MediaDescriptionBuilder toBuilder() {
        return new MediaDescriptionBuilder(this);
    }

    /** The {@code m=} section as it goes to the peer, lines ended by CR LF. Secret if it holds {@code a=crypto}. */
    public String toSdp() {
        return SdpWriter.write(this, false);
    }

    /**
     * A whole session description with this as its only media section, for programs that want one (RFC 8866 §5).
     *
     * @param sessionId the numeric identifier of {@code o=}
     * @param version the version of {@code o=}, raised with each change
     */
    public String toSessionSdp(long sessionId, long version) {
        return SdpWriter.session(this, sessionId, version) + toSdp();
    }

    /** The same text as {@link #toSdp()} with all keys hidden. */
    @Override
    public String toString() {
        return SdpWriter.write(this, true);
    }

    List<String> formatTokens() {
        return formatTokens;
    }

    Map<Integer, PayloadType> rtpmap() {
        return rtpmap;
    }

    Map<Integer, String> fmtp() {
        return fmtp;
    }
}
