package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import voip.api.spi.LegSettings;

/**
 * Where a leg's peer is: where the signalling says, and where packets have shown it to be.
 *
 * @param signalled the last address for RTP that was signalled; null if none was
 * @param signalledControl for RTCP likewise
 * @param media where RTP goes and comes from; null while unknown
 * @param control where RTCP goes and comes from, besides {@code media}; null while unknown
 * @param former where RTP came from before the signalling named another address, for what is in flight; null if settled
 * @param formerControl where RTCP did, likewise
 */
record LegAddresses(
        @Nullable InetSocketAddress signalled,
        @Nullable InetSocketAddress signalledControl,
        @Nullable InetSocketAddress media,
        @Nullable InetSocketAddress control,
        @Nullable InetSocketAddress former,
        @Nullable InetSocketAddress formerControl) {

    static LegAddresses of(LegSettings settings) {
        return new LegAddresses(
                settings.remote(), settings.remoteControl(), settings.remote(), settings.remoteControl(), null, null);
    }

    /** After new signalling: what was learned stays, unless another address is signalled than before. */
    LegAddresses updated(LegSettings settings) {
        InetSocketAddress named = settings.remote();
        InetSocketAddress namedControl = settings.remoteControl();
        if (named == null && settings.silent()) {
            return this; // a hold that names no address changes none: music may come from the one known before
        }
        InetSocketAddress nowMedia = Objects.equals(named, signalled) ? media : named;
        boolean together = settings.muxControl() && Objects.equals(named, namedControl);
        InetSocketAddress nowControl =
                together ? nowMedia : Objects.equals(namedControl, signalledControl) ? control : namedControl;
        return new LegAddresses(
                named,
                namedControl,
                nowMedia,
                nowControl,
                Objects.equals(nowMedia, media) ? former : media,
                Objects.equals(nowControl, control) ? formerControl : control);
    }

    /** With the source of a packet as the address of RTCP or RTP; of both with {@code rtcp-mux}. */
    LegAddresses moved(InetSocketAddress source, boolean isControl, boolean mux) {
        return new LegAddresses(
                signalled,
                signalledControl,
                isControl && !mux ? media : source,
                isControl || mux ? source : control,
                former,
                formerControl);
    }

    /** Where the signalling says, as far as it says so. */
    LegAddresses asSignalled() {
        return new LegAddresses(
                signalled,
                signalledControl,
                signalled == null ? media : signalled,
                signalledControl == null ? control : signalledControl,
                former,
                formerControl);
    }

    /** Without the former addresses. */
    LegAddresses settled() {
        return new LegAddresses(signalled, signalledControl, media, control, null, null);
    }

    /** Whether the former addresses still serve. */
    boolean isUnsettled() {
        return former != null || formerControl != null;
    }

    /** Whether RTP goes elsewhere than was signalled. */
    boolean isAway() {
        return signalled != null && !signalled.equals(media);
    }
}
