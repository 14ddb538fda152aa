package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of remote addresses. Its entries come from registered legs only, never from packets; the sources learned
 * within an entry are authenticated and bounded per leg.
 */
final class Routes {
    private static final Leg[] NONE = {};

    private final ConcurrentHashMap<InetSocketAddress, Route> byAddress = new ConcurrentHashMap<>();
    private volatile Leg[] awaiting = NONE; // secured legs whose peer is known by its key alone, so far

    /** The legs at an address; null if there are none. */
    @Nullable
    Route at(InetSocketAddress remote) {
        return byAddress.get(remote);
    }

    /** The secured legs that wait for a first authentic packet to tell the peer's address. */
    Leg[] awaiting() {
        return awaiting;
    }

    /**
     * Enters the address that a packet authentic under a leg's key came from.
     *
     * @return false if the leg is closed, or could not be told from another one there
     */
    synchronized boolean learnAddress(Leg leg, InetSocketAddress source, boolean control) {
        if (leg.isClosed() || !leg.profile().awaitsAddress(control)) {
            return false;
        }
        try {
            put(leg, leg.profile().learned(source, control));
            return true;
        } catch (IllegalStateException conflict) {
            return false;
        }
    }

    /** The number of addresses and of sources known at them. */
    int size() {
        return byAddress.size()
                + byAddress.values().stream().mapToInt(Route::knownSources).sum();
    }

    /**
     * Enters a leg, or moves it from where its profile says: under this lock, because packets may move legs too.
     *
     * @throws IllegalStateException if it could not be told from another leg of its address; nothing changes then
     */
    synchronized void put(Leg leg, LegProfile after) {
        requireDistinct(leg, after);
        remove(leg);
        InetSocketAddress remote = after.remote();
        InetSocketAddress control = after.remoteControl();
        if (remote != null) {
            enter(leg, after, remote, true);
        }
        if (control != null && !control.equals(remote)) {
            enter(leg, after, control, false);
        }
        if (after.awaitsAddress()) {
            awaiting = Route.with(awaiting, leg);
        }
        leg.profile(after);
    }

    synchronized void remove(Leg leg) {
        LegProfile profile = leg.profile();
        leave(leg, profile.remote());
        leave(leg, profile.remoteControl());
        awaiting = Route.without(awaiting, leg);
    }

    /** Binds a source that authenticated by a leg's key to it, in place of the one that was silent longest if need be. */
    synchronized void learn(Leg leg, int ssrc) {
        LearnedSources sources = leg.sources();
        LegProfile profile = leg.profile();
        if (!sources.used(ssrc)) {
            if (sources.isFull()) {
                forget(leg, profile, sources.removeOldest());
            }
            sources.add(ssrc);
        }
        bind(leg, profile.remote(), ssrc);
        bind(leg, profile.remoteControl(), ssrc);
    }

    private void forget(Leg leg, LegProfile profile, int ssrc) {
        if (!profile.announced().contains(ssrc & 0xFFFF_FFFFL)) {
            unbind(leg, profile.remote(), ssrc);
            unbind(leg, profile.remoteControl(), ssrc);
        }
    }

    private void enter(Leg leg, LegProfile profile, InetSocketAddress address, boolean withMedia) {
        Route route = byAddress.computeIfAbsent(address, absent -> new Route());
        route.add(leg, withMedia);
        profile.announced().forEach(ssrc -> route.bind(ssrc.intValue(), leg));
        leg.sources().forEach(ssrc -> route.bind(ssrc, leg));
    }

    private void leave(Leg leg, @Nullable InetSocketAddress address) {
        Route route = address == null ? null : byAddress.get(address);
        if (route != null) {
            route.remove(leg);
            if (route.isEmpty()) {
                byAddress.remove(address);
            }
        }
    }

    private void bind(Leg leg, @Nullable InetSocketAddress address, int ssrc) {
        Route route = address == null ? null : byAddress.get(address);
        if (route != null && route.contains(leg)) {
            route.bind(ssrc, leg);
        }
    }

    private void unbind(Leg leg, @Nullable InetSocketAddress address, int ssrc) {
        Route route = address == null ? null : byAddress.get(address);
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

    private static IllegalStateException conflict(InetSocketAddress remote, Leg other, String why) {
        return new IllegalStateException(CallLog.text(remote) + " is the address of a call already ("
                + Objects.toString(other.profile().name()) + ") that the new one could not be told from: " + why
                + " (a=ssrc, RFC 5576)");
    }
}
