package voip.api.spi;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import voip.api.Direction;
import voip.api.Inactivity;
import voip.api.PayloadType;
import voip.api.SourcePolicy;
import voip.api.srtp.PacketProtection;

/**
 * What a leg is to do.
 *
 * @param name of the handler's class, for log events
 * @param remote where RTP goes to and comes from, as signalled; null while unknown. With protection, the first source whose
 *     packet authenticates then becomes it
 * @param remoteControl where RTCP goes to and comes from, besides {@code remote}; null likewise
 * @param muxControl whether RTCP shares the media port on our side (RFC 5761)
 * @param remoteSsrcs the sources that the peer announced with {@code a=ssrc} (RFC 5576); empty if none
 * @param formats the payload types that are accepted, with their clock rates; empty accepts any
 * @param direction ours
 * @param silent whether neither RTP nor RTCP is sent, as a peer asks that holds by an unspecified address (RFC 3264 §8.4)
 * @param protection null for plain RTP; owned by the leg from now on, which closes it
 * @param cname the canonical name for SDES (RFC 7022)
 * @param sources where packets may come from besides, by what {@link SourcePolicy#of} makes of it
 * @param inactivity how long the peer may be silent
 */
public record LegSettings(
        String name,
        @Nullable InetSocketAddress remote,
        @Nullable InetSocketAddress remoteControl,
        boolean muxControl,
        Set<Long> remoteSsrcs,
        List<PayloadType> formats,
        Direction direction,
        boolean silent,
        @Nullable PacketProtection protection,
        String cname,
        SourcePolicy sources,
        Inactivity inactivity) {

    /** Takes immutable copies of the collections. */
    public LegSettings {
        remoteSsrcs = Set.copyOf(remoteSsrcs);
        formats = List.copyOf(formats);
    }

    /** The same with other formats and another direction. */
    public LegSettings with(List<PayloadType> otherFormats, Direction otherDirection) {
        return new LegSettings(
                name,
                remote,
                remoteControl,
                muxControl,
                remoteSsrcs,
                otherFormats,
                otherDirection,
                silent,
                protection,
                cname,
                sources,
                inactivity);
    }
}
