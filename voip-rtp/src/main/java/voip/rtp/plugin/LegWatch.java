package voip.rtp.plugin;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import voip.api.CallEvent;
import voip.api.Inactivity;

/**
 * What happens to a leg because time passes: peers fall silent, sources expire, keys are handed over. One timer for all of
 * it, which packets touch only when they end a reported silence or bring a new source. For the media thread.
 */
final class LegWatch extends Timers.Timer {
    /** How long packets may be in flight from an address that the peer has left. */
    static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Leg leg;
    private final Legs legs;
    private final Silence media = new Silence();
    private final Silence control = new Silence();
    private long updated;

    LegWatch(Leg leg, Legs legs) {
        this.leg = leg;
        this.legs = legs;
    }

    /** After a start or an update: silence counts from now on. */
    void begin() {
        long now = legs.context().clock().nanoTime();
        media.begin(now);
        control.begin(now);
        updated = now;
        schedule(now);
    }

    /** For {@link Leg#fetch}. */
    int fetch() {
        return media.fetch();
    }

    /** Notes an authentic packet. */
    void heard(boolean isControl, long arrivalNanos) {
        if ((isControl ? control : media).heard(arrivalNanos)) {
            leg.occurred(new CallEvent.Active(isControl));
            schedule(arrivalNanos);
        }
    }

    @Override
    void due(long nowNanos) {
        leg.keys().due(nowNanos, leg.sender());
        if (untilSettled(nowNanos) == 0) {
            legs.routes().settle(leg);
        }
        LegProfile profile = leg.profile();
        Inactivity limits = profile.inactivity();
        boolean onHold = profile.isOnHold();
        check(media, false, onHold ? limits.rtpOnHold() : limits.rtp(), nowNanos);
        check(control, true, onHold ? limits.rtcpOnHold() : limits.rtcp(), nowNanos);
        expire(nowNanos);
        schedule(nowNanos);
    }

    private void check(Silence silence, boolean isControl, Duration limit, long nowNanos) {
        if (!leg.isClosed() && silence.report(limit, nowNanos)) {
            LegProfile profile = leg.profile();
            leg.occurred(new CallEvent.Inactive(
                    isControl,
                    Duration.ofNanos(silence.nanos(nowNanos)),
                    profile.isOnHold(),
                    profile.inactivity().hangUp()));
        }
    }

    private void expire(long nowNanos) {
        SourceStatistics gone = leg.reception().expired(nowNanos);
        while (gone != null && !leg.isClosed()) {
            int ssrc = gone.ssrc();
            boolean known = gone.wasCurrent(); // of another nobody was told
            leg.receiver().forget(ssrc);
            if (known) {
                leg.occurred(new CallEvent.SourceExpired(ssrc & 0xFFFF_FFFFL));
            }
            gone = leg.reception().expired(nowNanos);
        }
    }

    private long untilSettled(long nowNanos) {
        return leg.profile().isUnsettled() ? Math.max(0, updated + SETTLING_NANOS - nowNanos) : Long.MAX_VALUE;
    }

    /** Sets the timer for what comes next, or stops it. */
    void schedule(long nowNanos) {
        LegProfile profile = leg.profile();
        Inactivity limits = profile.inactivity();
        boolean onHold = profile.isOnHold();
        long wait = Math.min(leg.keys().untilDue(nowNanos), leg.reception().untilExpiry(nowNanos));
        wait = Math.min(wait, untilSettled(nowNanos));
        wait = Math.min(wait, media.untilReport(onHold ? limits.rtpOnHold() : limits.rtp(), nowNanos));
        wait = Math.min(wait, control.untilReport(onHold ? limits.rtcpOnHold() : limits.rtcp(), nowNanos));
        if (leg.isClosed() || wait == Long.MAX_VALUE) {
            legs.timers().cancel(this);
        } else {
            legs.timers().set(this, nowNanos + wait);
        }
    }
}
