package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import voip.api.SourcePolicy;
import voip.api.spi.LegSettings;

/**
 * The table of remote addresses, and of the legs whose peers may be elsewhere. Its entries come from registered legs only,
 * never from packets; the sources learned within an entry are authenticated and bounded per leg.
 */
final class Routes {
    private final AddressIndex byAddress = new AddressIndex();
    private final Candidates candidates = new Candidates();
    private final Probations probations = new Probations();

    /** The legs at an address; null if there are none. */
    @Nullable
    Route at(InetSocketAddress remote) {
        return byAddress.get(remote);
    }

    /** The leg that alone is at an address; null if there is none, or several. */
    @Nullable
    Leg soleAt(InetSocketAddress remote) {
        return byAddress.sole(remote);
    }

    Candidates candidates() {
        return candidates;
    }

    Probations probations() {
        return probations;
    }

    /** The number of addresses, and of legs and sources known besides. */
    synchronized int size() {
        return byAddress.size() + byAddress.knownSources() + candidates.size() + probations.size();
    }

    /**
     * Enters a leg.
     *
     * @throws IllegalStateException if it could not be told from another leg of its address; nothing changes then
     */
    synchronized void put(Leg leg) {
        LegProfile profile = leg.profile();
        requireRoom(leg, profile);
        enter(leg, null, profile);
    }

    /**
     * Changes a leg's settings under this lock, because packets may move it too.
     *
     * @param entered whether it is on the table
     * @throws IllegalStateException as {@link #put(Leg)}
     */
    synchronized LegProfile update(Leg leg, LegSettings settings, boolean peerIsReady, boolean entered) {
        LegProfile after = leg.profile().updated(settings);
        change(leg, after, peerIsReady, entered);
        return after;
    }

    /** Changes where a leg's packets may come from; as {@link #update}. */
    synchronized void choose(Leg leg, SourcePolicy policy, boolean entered) {
        change(leg, leg.profile().with(policy), false, entered);
    }

    private void change(Leg leg, LegProfile after, boolean peerIsReady, boolean entered) {
        if (entered) {
            put(leg, after, peerIsReady);
        } else {
            leg.profile(after, peerIsReady);
        }
    }

    /**
     * Moves a leg to the address that a packet authentic under its key came from.
     *
     * @return false if the leg is closed or does not follow any more, or could not be told from another one there
     */
    synchronized boolean follow(Leg leg, InetSocketAddress source, boolean control) {
        return !leg.isClosed()
                && leg.profile().follows(control)
                && tryPut(leg, leg.profile().moved(source, control));
    }

    /** Moves a plain leg to an address that has passed probation; false as {@link #follow}. */
    synchronized boolean pass(Leg leg, InetSocketAddress source) {
        return !leg.isClosed()
                && leg.profile().allowsProbation()
                && tryPut(leg, leg.profile().moved(source, false));
    }

    /** Moves a plain leg back to the signalled address; false as {@link #follow}. */
    synchronized boolean comeBack(Leg leg) {
        return !leg.isClosed()
                && leg.profile().isAway()
                && tryPut(leg, leg.profile().returned());
    }

    /** Forgets where a leg's peer was before the last signalling: all that was in flight has come. */
    synchronized void settle(Leg leg) {
        if (leg.profile().isUnsettled()) {
            boolean entered = !leg.isClosed() && leg.session() != null;
            change(leg, leg.profile().settled(), false, entered);
        }
    }

    private boolean tryPut(Leg leg, LegProfile after) {
        try {
            put(leg, after, false);
            return true;
        } catch (IllegalStateException conflict) {
            return false;
        }
    }

    /** The leg is on the table all the time, for packets come while it changes. */
    private void put(Leg leg, LegProfile after, boolean peerIsReady) {
        requireRoom(leg, after);
        LegProfile before = leg.profile();
        leg.profile(after, peerIsReady);
        enter(leg, before, after);
    }

    private void requireRoom(Leg leg, LegProfile after) {
        settleOthers(leg, after);
        requireDistinct(leg, after);
    }

    /** Enters a leg wherever its packets come from; what is there as before stays there. */
    private void enter(Leg leg, @Nullable LegProfile before, LegProfile after) {
        after.forEachAddress(address -> {
            Route route = enter(address);
            route.put(leg, after.hearsFrom(address));
            byAddress.changed(address);
            if (before != null) {
                before.announced().stream()
                        .map(Long::intValue)
                        .filter(ssrc -> !isKnown(leg, after, ssrc))
                        .forEach(ssrc -> route.unbind(ssrc, leg));
            }
            after.announced().forEach(ssrc -> route.bind(ssrc.intValue(), leg));
            leg.sources().forEach(ssrc -> route.bind(ssrc, leg));
        });
        if (before != null) {
            before.forEachAddress(address -> {
                if (!after.isAt(address)) {
                    leave(leg, address);
                }
            });
        }
        candidates.replace(leg, before, after);
        probations.replace(leg, before, after);
    }

    private Route enter(InetSocketAddress address) {
        Route route = byAddress.get(address);
        if (route == null) {
            route = new Route();
            byAddress.put(address, route);
        }
        return route;
    }

    /** Whether a source is a leg's by its announcement, or by its key. */
    static boolean isKnown(Leg leg, LegProfile profile, int ssrc) {
        return profile.announces(ssrc) || leg.sources().contains(ssrc);
    }

    synchronized void remove(Leg leg) {
        LegProfile profile = leg.profile();
        profile.forEachAddress(address -> leave(leg, address));
        candidates.remove(leg, profile);
        probations.remove(leg, profile);
    }

    /** Whether a source has authenticated by a leg's key. */
    synchronized boolean hasLearned(Leg leg, int ssrc) {
        return leg.sources().contains(ssrc);
    }

    /** Binds a source that authenticated by a leg's key to it, in place of the one that was silent longest if need be. */
    synchronized void learn(Leg leg, int ssrc) {
        LearnedSources sources = leg.sources();
        LegProfile profile = leg.profile();
        if (!sources.used(ssrc)) {
            if (sources.isFull()) {
                unbind(leg, profile, sources.removeOldest());
            }
            sources.add(ssrc);
        }
        bind(leg, profile.remote(), ssrc);
        bind(leg, profile.remoteControl(), ssrc);
        if (profile.isCandidate() && !leg.isClosed()) {
            candidates.learned(leg, ssrc);
        }
    }

    /** Frees the place of a source that does not send any more. */
    synchronized void forget(Leg leg, int ssrc) {
        if (leg.sources().remove(ssrc)) {
            unbind(leg, leg.profile(), ssrc);
        }
    }

    private void unbind(Leg leg, LegProfile profile, int ssrc) {
        if (!profile.announces(ssrc)) {
            profile.forEachAddress(address -> unbind(leg, address, ssrc));
            candidates.forgot(leg, ssrc);
        }
    }

    private void leave(Leg leg, InetSocketAddress address) {
        Route route = byAddress.get(address);
        if (route != null) {
            route.remove(leg);
            if (route.isEmpty()) {
                byAddress.remove(address);
            } else {
                byAddress.changed(address);
            }
        }
    }

    private void bind(Leg leg, @Nullable InetSocketAddress address, int ssrc) {
        Route route = address == null ? null : byAddress.get(address);
        if (route != null && route.contains(leg)) {
            route.bind(ssrc, leg);
        }
    }

    private void unbind(Leg leg, InetSocketAddress address, int ssrc) {
        Route route = byAddress.get(address);
        if (route != null) {
            route.unbind(ssrc, leg);
        }
    }

    /** Calls share an address only if every packet can be told: by the key that authenticates it, or by its source. */
    private void requireDistinct(Leg leg, LegProfile profile) {
        InetSocketAddress remote = profile.remote();
        Route route = remote == null ? null : byAddress.get(remote);
        if (route == null) {
            return;
        }
        for (Leg other : route.legs(false)) {
            if (other != leg && !(profile.isDistinct() && other.profile().isDistinct())) {
                throw conflict(remote, other, "calls from one address must be encrypted or announce their sources");
            }
        }
        for (Long ssrc : profile.announced()) {
            Leg owner = route.leg(ssrc.intValue());
            if (owner != null
                    && owner != leg
                    && !(profile.isSecured() && owner.profile().isSecured())) {
                throw conflict(remote, owner, "both announce the source " + ssrc);
            }
        }
    }

    /** A leg that is at an address only for what is in flight makes way for one that it could not be told from. */
    private void settleOthers(Leg leg, LegProfile profile) {
        InetSocketAddress remote = profile.remote();
        Route route = remote == null ? null : byAddress.get(remote);
        if (route == null) {
            return;
        }
        for (Leg other : route.legs(false)) {
            boolean toldByKeys = profile.isSecured() && other.profile().isSecured();
            if (other != leg && !toldByKeys && isFormer(other.profile(), remote)) {
                settle(other);
            }
        }
    }

    /** Whether a peer has left that address. */
    private static boolean isFormer(LegProfile profile, InetSocketAddress address) {
        return profile.isUnsettled()
                && !address.equals(profile.remote())
                && !(profile.isAway() && address.equals(profile.signalled()));
    }

    private static IllegalStateException conflict(InetSocketAddress remote, Leg other, String why) {
        return new IllegalStateException(CallLog.text(remote) + " is the address of a call already ("
                + Objects.toString(other.profile().name()) + ") that the new one could not be told from: " + why
                + " (a=ssrc, RFC 5576)");
    }
}
