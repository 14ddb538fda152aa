package voip.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.spi.LegSettings;
import voip.api.spi.MediaContext;
import voip.api.spi.RtpLeg;
import voip.api.spi.RtpLegs;
import voip.api.spi.RtpMultiplexer;
import voip.api.srtp.PacketProtection;

/** A multiplexer that hands every datagram to its first leg, and notes what was done to its legs. */
final class FakeLegs implements RtpLegs, RtpMultiplexer {
    final List<Leg> legs = new CopyOnWriteArrayList<>();
    final AtomicInteger closes = new AtomicInteger();
    volatile Consumer<Leg> onStart = leg -> {};
    volatile Consumer<Leg> onUpdate = leg -> {};
    volatile Consumer<Leg> onClose = leg -> {};
    volatile @Nullable MediaContext context;

    @Override
    public RtpLegs open(MediaContext given) {
        context = given;
        return this;
    }

    @Override
    public RtpLeg open(LegSettings settings) {
        Leg leg = new Leg(settings);
        legs.add(leg);
        return leg;
    }

    @Override
    public int size() {
        return legs.size();
    }

    @Override
    public String name() {
        return "RTP";
    }

    @Override
    public boolean claims(int firstByte) {
        return true;
    }

    @Override
    public Verdict received(Datagram datagram) {
        legs.get(0).session.packetReceived(RtpPacket.builder().build());
        return Verdict.ACCEPTED;
    }

    @Override
    public long due(long nowNanos) {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        closes.incrementAndGet();
        legs.forEach(Leg::wipe);
        legs.forEach(Leg::close);
    }

    /** A leg whose keys are wiped where it is closed. */
    final class Leg implements RtpLeg {
        volatile LegSettings settings;
        volatile CallSession session = packet -> {};
        volatile boolean peerWasReady;
        volatile @Nullable SourcePolicy sources;
        volatile boolean started;
        volatile boolean closed;
        volatile boolean wiped;

        Leg(LegSettings settings) {
            this.settings = settings;
        }

        @Override
        public long ssrc() {
            return 0x1234;
        }

        @Override
        public @Nullable InetSocketAddress remote() {
            return settings.remote();
        }

        @Override
        public void start(CallSession given) {
            session = given;
            started = true;
            onStart.accept(this);
        }

        @Override
        public void update(LegSettings changed, boolean peerIsReady) {
            onUpdate.accept(this);
            settings = changed;
            peerWasReady = peerIsReady;
        }

        @Override
        public void sources(SourcePolicy policy) {
            sources = policy;
        }

        @Override
        public Verdict send(RtpPacket packet) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Verdict relay(RtpPacket packet) {
            return Verdict.ACCEPTED;
        }

        @Override
        public CallStatistics statistics() {
            return new CallStatistics(0, 0, 0, 0, 0, Duration.ZERO, 0, 0, Map.of(), Optional.empty());
        }

        void wipe() {
            wiped = true;
            PacketProtection protection = settings.protection();
            if (protection != null) {
                protection.close();
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                wipe();
                onClose.accept(this);
            }
        }
    }
}
