package voip.rtp.plugin;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The plain legs whose peer may prove to be at another address than was signalled. The media thread reads it;
 * {@link Routes} changes it, under its lock.
 */
final class Probations {
    /** Among more at one host nobody can be meant. */
    private static final int MOST_AT_ONE_HOST = 64;

    private final ConcurrentHashMap<InetAddress, Leg[]> byHost = new ConcurrentHashMap<>();
    private final SsrcIndex bySource = new SsrcIndex();

    /** Enters a leg, takes it out, or leaves it as it is. */
    void replace(Leg leg, @Nullable LegProfile before, LegProfile after) {
        boolean same = before != null
                && before.allowsProbation() == after.allowsProbation()
                && before.announced().equals(after.announced())
                && Objects.equals(before.signalled(), after.signalled());
        if (!same) {
            if (before != null) {
                remove(leg, before);
            }
            add(leg, after);
        }
    }

    private void add(Leg leg, LegProfile profile) {
        InetSocketAddress signalled = profile.signalled();
        if (!profile.allowsProbation() || signalled == null) {
            return;
        }
        if (profile.announced().isEmpty()) {
            byHost.merge(signalled.getAddress(), new Leg[] {leg}, (there, one) -> Route.with(there, one[0]));
        } else {
            profile.announced().forEach(ssrc -> bySource.add(ssrc.intValue(), leg));
        }
    }

    /** Takes out a leg that is there as this profile says. */
    void remove(Leg leg, LegProfile profile) {
        InetSocketAddress signalled = profile.signalled();
        if (!profile.allowsProbation() || signalled == null) {
            return;
        }
        profile.announced().forEach(ssrc -> bySource.remove(ssrc.intValue(), leg));
        byHost.computeIfPresent(signalled.getAddress(), (host, there) -> {
            Leg[] left = Route.without(there, leg);
            return left.length == 0 ? null : left;
        });
    }

    /**
     * The only silent leg that a packet can be meant for: by its source if that was announced, else by its host among those
     * that announced none.
     *
     * @return null if there is none, or more than one
     */
    @Nullable
    Leg meant(Arrival arrival) {
        Leg announcer = bySource.get(arrival.ssrc(), 0);
        if (announcer != null) {
            boolean alone = bySource.get(arrival.ssrc(), 1) == null;
            return alone && announcer.receiver().isSilent(arrival.nanos()) ? announcer : null;
        }
        Leg[] there = byHost.get(arrival.source().getAddress());
        if (there == null || there.length > MOST_AT_ONE_HOST) {
            return null;
        }
        Leg meant = null;
        for (Leg leg : there) {
            if (leg.receiver().isSilent(arrival.nanos())) {
                if (meant != null) {
                    return null;
                }
                meant = leg;
            }
        }
        return meant;
    }

    /** The number of legs, by host, and of sources announced for others. */
    int size() {
        return byHost.values().stream().mapToInt(legs -> legs.length).sum() + bySource.size();
    }
}
