package voip.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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
    /** What an unknown caller gets who falls silent, if nothing else is said: nobody will say BYE. */
    private static final Inactivity UNKNOWN_CALLERS =
            Inactivity.ofRtp(Duration.ofSeconds(30)).hangingUp();

    private static final int CNAME_BYTES = 12; // RFC 7022 §4.2: 96 random bits

    private final VoipStack stack;
    private final StackSettings settings;
    private final Encryption encryption;
    private final Negotiator rules;
    private final RandomGenerator random;
    private final RtpLegs legs;
    private final List<PayloadType> anyFormat;

    CallMaker(VoipStack stack, StackSettings settings, StackAssembly.Parts parts, RtpLegs legs) {
        this.stack = stack;
        this.settings = settings;
        this.encryption = parts.encryption();
        this.rules = new Negotiator(stack, parts.encryption(), parts.keys(), settings.extensionRules());
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
        ReadOffer read = ReadOffer.of(offer, encryption, settings.codecs, handler);
        Terms terms = rules.answer(read, Direction.SENDRECV, template(handler), null, null);
        return started(caller, terms.leg(), terms.media(), terms.agreement(), null, handler);
    }

    StackCall offer(String callee, @Nullable InetAddress towards, CallHandler handler) {
        InetSocketAddress peer = towards == null ? null : new InetSocketAddress(towards, 0);
        MediaDescriptionBuilder offer = rules.offer(peer, settings.codecs, Direction.SENDRECV);
        KeyNegotiation.Offer keys = rules.offerKeys(null);
        if (keys != null) {
            offer.protocol("RTP/SAVP").crypto(keys.crypto());
        }
        rules.offerExtensions(offer, keys != null, null);
        return started(callee, template(handler), offer, null, keys, handler);
    }

    /** A leg before it is known where the peer is. */
    private LegSettings template(CallHandler handler) {
        return new LegSettings(
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
                settings.sources,
                settings.inactivity);
    }

    /** A call with a source that nobody told of. */
    StackCall unknownCaller(InetSocketAddress source, CallHandler handler) {
        boolean own = settings.inactivity.hangUp() && !settings.inactivity.rtp().isZero();
        return call(source, handler, null, own ? settings.inactivity : UNKNOWN_CALLERS);
    }

    StackCall call(@Nullable InetSocketAddress remote, CallHandler handler, @Nullable PacketProtection protection) {
        return call(remote, handler, protection, settings.inactivity);
    }

    private StackCall call(
            @Nullable InetSocketAddress remote,
            CallHandler handler,
            @Nullable PacketProtection protection,
            Inactivity inactivity) {
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
                settings.sources,
                inactivity);
        // For nobody's eyes: a route to name an address by would be looked up for every stranger's packet.
        MediaDescriptionBuilder media = MediaDescription.builder()
                .port(stack.mediaPort())
                .protocol(protection == null ? "RTP/AVP" : "RTP/SAVP")
                .formats(settings.codecs);
        Agreement agreement = Agreement.without(protection);
        String caller = remote == null ? "unknown" : remote.toString();
        return started(caller, leg, media, agreement, null, handler);
    }

    /** Opens the leg and the session, and registers them; if any of it throws, the keys are wiped and nothing remains. */
    private StackCall started(
            String caller,
            LegSettings leg,
            MediaDescriptionBuilder media,
            @Nullable Agreement agreement,
            KeyNegotiation.@Nullable Offer offeredKeys,
            CallHandler handler) {
        RtpLeg opened = null;
        try {
            opened = legs.open(leg);
            media.ssrc(opened.ssrc(), leg.cname());
            Negotiation negotiation =
                    new Negotiation(rules, opened, leg, media.build(), settings.codecs, agreement, offeredKeys);
            StackCall call = new StackCall(stack, caller, handler, opened, negotiation, encryption);
            CallSession session = handler.open(call);
            if (session == null) { // from a handler that was compiled without checks
                throw new IllegalStateException(leg.name() + ".open() returned null; return a CallSession");
            }
            try {
                stack.openCalls().keep(call);
                opened.start(session);
            } catch (RuntimeException refused) {
                stack.openCalls().forget(call);
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
            if (offeredKeys != null) {
                offeredKeys.close();
            }
            throw failure;
        }
    }

    private String cname() {
        byte[] name = new byte[CNAME_BYTES];
        random.nextBytes(name);
        return Base64.getEncoder().encodeToString(name);
    }

    /** The name of the handler's class; of a lambda only where it was written, for the rest differs in every run. */
    static String name(CallHandler handler) {
        String name = handler.getClass().getSimpleName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda + "$$Lambda".length());
    }
}
