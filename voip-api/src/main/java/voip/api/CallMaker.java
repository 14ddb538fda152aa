package voip.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;
import voip.api.spi.RtpLegs;
import voip.api.srtp.PacketProtection;

/** Makes calls: negotiates, opens the leg and the application's session, and leaves nothing behind if any of it fails. */
final class CallMaker {
    private static final int CNAME_BYTES = 12; // RFC 7022 §4.2: 96 random bits

    private final VoipStack stack;
    private final StackSettings settings;
    private final Encryption encryption;
    private final @Nullable KeyNegotiation keys;
    private final RandomGenerator random;
    private final RtpLegs legs;
    private final List<PayloadType> anyFormat;

    CallMaker(VoipStack stack, StackSettings settings, StackAssembly.Parts parts, RtpLegs legs) {
        this.stack = stack;
        this.settings = settings;
        this.encryption = parts.encryption();
        this.keys = parts.keys();
        this.random = parts.random();
        this.legs = legs;
        this.anyFormat = IntStream.range(0, 128)
                .mapToObj(number -> known(settings.codecs, number))
                .toList();
    }

    /** What a payload type number means where nothing was negotiated: one of our codecs, a static type, or a guess. */
    private static PayloadType known(List<PayloadType> codecs, int number) {
        return codecs.stream()
                .filter(codec -> codec.number() == number)
                .findFirst()
                .or(() -> PayloadType.ofStatic(number))
                .orElseGet(() -> new PayloadType(number, "unknown", 8000));
    }

    StackCall answer(MediaDescription offer, String caller, CallHandler handler) {
        boolean encrypted = OfferAnswer.encrypts(offer, encryption);
        PayloadType codec = chosen(handler, offer, OfferAnswer.common(offer, settings.codecs));
        Direction direction = offer.direction().mirrored();
        boolean mux = offer.rtcpMux();
        Peer peer = Peer.of(offer, mux);
        InetSocketAddress media = peer.media();
        if (media != null && !stack.reaches(media.getAddress())) {
            throw new OfferRefusedException(
                    OfferRefusedException.Reason.ADDRESS,
                    "the peer's address " + media.getAddress().getHostAddress()
                            + " is of another family than the one that the stack is bound to");
        }
        MediaDescriptionBuilder answer = ours(media == null ? null : media.getAddress(), mux)
                .media(offer.media())
                .protocol(offer.protocol())
                .formats(List.of(codec))
                .direction(direction);
        offer.ptime().ifPresent(answer::ptime);
        PacketProtection protection = null;
        if (encrypted) {
            KeyNegotiation.Agreed answered = Objects.requireNonNull(keys).answer(offer.crypto(), null);
            answer.crypto(List.of(answered.ours()));
            protection = answered.protection();
        }
        LegSettings leg = new LegSettings(
                name(handler),
                media,
                peer.control(),
                mux,
                offer.ssrcs().keySet(),
                List.of(codec),
                direction,
                media == null,
                protection,
                cname(),
                settings.sources.of(encrypted),
                settings.inactivity);
        return started(caller, leg, answer, new Agreement(offer, codec, protection), null, handler);
    }

    StackCall offer(String callee, @Nullable InetAddress towards, CallHandler handler) {
        MediaDescriptionBuilder offer = ours(towards, true).formats(settings.codecs);
        KeyNegotiation.Offer keyOffer = null;
        if (encryption != Encryption.NONE) {
            keyOffer = Objects.requireNonNull(keys).offer(null);
            offer.protocol("RTP/SAVP").crypto(keyOffer.crypto());
        }
        LegSettings leg = new LegSettings(
                name(handler),
                null,
                null,
                true,
                Set.of(),
                settings.codecs,
                Direction.SENDRECV,
                false,
                null,
                cname(),
                SourcePolicy.STRICT, // until the answer tells
                Inactivity.NEVER);
        return started(callee, leg, offer, null, new PendingOffer(leg, keyOffer), handler);
    }

    StackCall call(@Nullable InetSocketAddress remote, CallHandler handler, @Nullable PacketProtection protection) {
        if (remote == null && protection == null) {
            throw new IllegalArgumentException(
                    "a call without the peer's address needs protection, which tells who the peer is");
        }
        if (remote != null && remote.isUnresolved()) {
            throw new IllegalArgumentException("the host " + remote.getHostString() + " is not known");
        }
        if (protection == null && encryption == Encryption.REQUIRED) {
            throw new IllegalStateException("calls must be encrypted, and this one has no protection; "
                    + "encryption(Encryption.OPTIONAL) would allow it");
        }
        boolean mux = settings.muxOnly;
        InetSocketAddress control = mux || remote == null || remote.getPort() == 65535
                ? remote
                : new InetSocketAddress(remote.getAddress(), remote.getPort() + 1);
        LegSettings leg = new LegSettings(
                name(handler),
                remote,
                control,
                mux,
                Set.of(),
                anyFormat,
                Direction.SENDRECV,
                false,
                protection,
                cname(),
                settings.sources.of(protection != null),
                settings.inactivity);
        // For nobody's eyes: a route to name an address by would be looked up for every stranger's packet.
        MediaDescriptionBuilder media = MediaDescription.builder()
                .port(stack.mediaPort())
                .protocol(protection == null ? "RTP/AVP" : "RTP/SAVP")
                .formats(settings.codecs);
        Agreement agreement = new Agreement(null, null, protection);
        String caller = remote == null ? "unknown" : remote.toString();
        return started(caller, leg, media, agreement, null, handler);
    }

    private static PayloadType chosen(CallHandler handler, MediaDescription offer, List<PayloadType> common) {
        PayloadType codec = handler.chooseCodec(offer, common);
        if (codec == null || !common.contains(codec)) { // null from a handler that was compiled without checks
            throw new IllegalStateException(
                    name(handler) + ".chooseCodec() chose " + codec + "; it must be one of " + common);
        }
        return codec;
    }

    /** Opens the leg and the session, and registers them; if any of it throws, the keys are wiped and nothing remains. */
    private StackCall started(
            String caller,
            LegSettings leg,
            MediaDescriptionBuilder media,
            @Nullable Agreement agreement,
            @Nullable PendingOffer pending,
            CallHandler handler) {
        RtpLeg opened = null;
        try {
            opened = legs.open(leg);
            media.ssrc(opened.ssrc(), leg.cname());
            StackCall call = new StackCall(stack, caller, opened, media.build(), agreement, pending);
            CallSession session = handler.open(call);
            if (session == null) { // from a handler that was compiled without checks
                throw new IllegalStateException(leg.name() + ".open() returned null; return a CallSession");
            }
            try {
                opened.start(session);
            } catch (RuntimeException refused) {
                session.closed(); // nobody else will tell it
                throw refused;
            }
            return call;
        } catch (Throwable failure) {
            if (opened != null) {
                opened.close();
            } else if (leg.protection() != null) {
                leg.protection().close();
            }
            if (pending != null) {
                pending.close();
            }
            throw failure;
        }
    }

    /** Our side of a description: the address that the peer is to send to, and how RTCP comes. */
    private MediaDescriptionBuilder ours(@Nullable InetAddress towards, boolean mux) {
        return stack.addressTowards(towards)
                .describe(MediaDescription.builder())
                .rtcpMux(mux);
    }

    private String cname() {
        byte[] name = new byte[CNAME_BYTES];
        random.nextBytes(name);
        return Base64.getEncoder().encodeToString(name);
    }

    /** The name of the handler's class; of a lambda only where it was written, for the rest differs in every run. */
    private static String name(CallHandler handler) {
        String name = handler.getClass().getSimpleName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda + "$$Lambda".length());
    }
}
