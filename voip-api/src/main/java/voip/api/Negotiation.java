package voip.api;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;

/**
 * What one call and its peer have agreed on, and how that changes. Its monitor keeps two changes apart; nothing of the
 * application's runs under it, and no name is looked up.
 */
final class Negotiation {
    private final Negotiator rules;
    private final RtpLeg leg;
    private final AtomicReference<@Nullable PendingOffer> pending = new AtomicReference<>();
    private volatile LegSettings settings;
    private volatile MediaDescription media;
    private volatile @Nullable Agreement agreement;
    private boolean answered; // the pending offer: other forks may answer still
    private List<PayloadType> codecs;
    private Direction direction = Direction.SENDRECV; // ours, as far as it is up to us

    Negotiation(
            Negotiator rules,
            RtpLeg leg,
            LegSettings settings,
            MediaDescription media,
            List<PayloadType> codecs,
            @Nullable Agreement agreement,
            KeyNegotiation.@Nullable Offer offeredKeys) {
        this.rules = rules;
        this.leg = leg;
        this.settings = settings;
        this.media = media;
        this.codecs = codecs;
        this.agreement = agreement;
        if (agreement == null) {
            pending.set(new PendingOffer(media, settings, codecs, Direction.SENDRECV, offeredKeys));
        }
    }

    MediaDescription media() {
        return media;
    }

    @Nullable
    Agreement agreement() {
        return agreement;
    }

    /** Which way media flows now, seen from us. */
    Direction direction() {
        LegSettings now = settings;
        return now.silent() ? now.direction().and(Direction.RECVONLY) : now.direction();
    }

    synchronized List<PayloadType> codecs() {
        return codecs;
    }

    /** Answers the peer's new offer, and sets the leg up accordingly. */
    synchronized MediaDescription answer(ReadOffer offer) {
        requireChangeable();
        Terms terms = rules.answer(offer, direction, settings, media, agreement);
        apply(terms, false);
        forgetOffer();
        media = terms.media().ssrc(leg.ssrc(), settings.cname()).build();
        return media;
    }

    /** Makes a new offer; until it is answered, the leg does as before, and takes what the offer allows already. */
    synchronized MediaDescription offer(CallChange change) {
        requireChangeable();
        Direction next = change.directionAfter(direction);
        List<PayloadType> offered = change.codecsAfter(codecs);
        InetSocketAddress remote = leg.remote();
        MediaDescriptionBuilder builder = rules.offer(remote, offered, next).media(media.media());
        boolean moved = Negotiator.hasMoved(media, builder);
        KeyNegotiation.Agreed present = Agreement.keys(agreement);
        KeyNegotiation.Offer keys =
                present == null ? null : rules.offerKeys(change.needsFreshKeys() || moved ? null : present);
        boolean kept = false;
        try {
            builder.protocol(media.protocol());
            if (keys != null) {
                builder.crypto(keys.crypto());
            }
            rules.offerExtensions(builder, keys != null, agreement);
            MediaDescription offer = builder.ssrc(leg.ssrc(), settings.cname()).build();
            LegSettings before = settings;
            LegSettings wider = widened(before, offered, next);
            leg.update(wider, true);
            settings = wider;
            forgetOffer();
            pending.set(new PendingOffer(offer, before, offered, next, keys));
            answered = false;
            kept = true;
            return offer;
        } finally {
            if (!kept && keys != null) {
                keys.close();
            }
        }
    }

    /** Sets the leg up as an answer to our offer says: the first one, or one of another fork. */
    synchronized void complete(MediaDescription answer, Peer peer) {
        PendingOffer offer = pending.get();
        if (offer == null) {
            throw new IllegalStateException(
                    "the call waits for no answer: it made no offer, or made none since the peer's");
        }
        Terms terms = rules.complete(offer, answer, peer, settings, agreement);
        apply(terms, true);
        codecs = offer.codecs();
        direction = offer.direction();
        media = terms.media().build();
        answered = true;
    }

    /** Goes on as before an offer that the peer refused. */
    synchronized void withdraw() {
        PendingOffer offer = pending.get();
        if (offer == null || answered) {
            throw new IllegalStateException("no offer of ours waits for its answer");
        }
        if (agreement == null) {
            throw new IllegalStateException("the call has nothing to go back to: it is its first offer; close() it");
        }
        leg.update(offer.before(), true);
        settings = offer.before();
        forgetOffer();
    }

    /** Wipes the keys of an offer under way; by any thread, at any time. */
    void forgetOffer() {
        PendingOffer offer = pending.getAndSet(null);
        if (offer != null) {
            offer.close();
        }
    }

    /** Lets go of all keys in descriptions, for a call that is closed; by any thread, at any time. */
    void forgetKeys() {
        forgetOffer();
        media = Agreement.withoutKeys(media);
        Agreement last = agreement;
        if (last != null) {
            agreement = last.withoutKeys();
        }
    }

    private void apply(Terms terms, boolean peerIsReady) {
        try {
            leg.update(terms.leg(), peerIsReady);
        } catch (RuntimeException e) {
            terms.discard(agreement);
            throw e;
        }
        settings = terms.leg();
        agreement = terms.agreement();
    }

    /** Throws {@link IllegalStateException} unless an offer can be made or answered now. */
    synchronized void requireChangeable() {
        Agreement agreement = this.agreement;
        if (agreement == null) {
            throw new IllegalStateException(
                    "the call's first offer waits for its answer: complete() it, or close() the call");
        }
        if (pending.get() != null && !answered) {
            throw new IllegalStateException("an offer of ours waits for its answer: complete() or withdraw() it first, "
                    + "and refuse the peer's until then (SIP 491)");
        }
        if (agreement.remote() == null) {
            throw new IllegalStateException("the call was made without descriptions, so there is none to change");
        }
    }

    /** RFC 3264 §8: who offers must be ready to receive by the offer at once. */
    private static LegSettings widened(LegSettings before, List<PayloadType> offered, Direction next) {
        List<PayloadType> formats = new ArrayList<>(before.formats());
        for (PayloadType type : offered) {
            if (formats.stream().noneMatch(format -> format.number() == type.number())) {
                formats.add(type);
            }
        }
        Direction direction =
                Direction.of(before.direction().sends(), before.direction().receives() || next.receives());
        return before.with(formats, direction);
    }
}
