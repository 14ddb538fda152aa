package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import voip.api.PayloadType;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.srtp.PacketProtection;

/** A leg's settings, prepared for the packet path; immutable, so that a leg changes all of them at once. */
final class LegProfile {
    static final int DEFAULT_CLOCK_RATE = 8000;

    private static final int PAYLOAD_TYPES = 128;
    private static final int MAX_CNAME = 255;

    private final LegSettings settings;
    private final int[] clockRates = new int[PAYLOAD_TYPES]; // 0: not accepted

    LegProfile(LegSettings settings) {
        if (settings.cname().getBytes(StandardCharsets.UTF_8).length > MAX_CNAME) {
            throw new IllegalArgumentException("a cname has at most 255 bytes (RFC 3550 §6.5): " + settings.cname());
        }
        this.settings = settings;
        if (settings.formats().isEmpty()) {
            for (int number = 0; number < PAYLOAD_TYPES; number++) {
                clockRates[number] =
                        PayloadType.ofStatic(number).map(PayloadType::clockRate).orElse(DEFAULT_CLOCK_RATE);
            }
        }
        for (PayloadType format : settings.formats()) {
            clockRates[format.number()] = format.clockRate();
        }
    }

    /** Whether the peer is to be known by its key, but not yet by all its addresses. */
    boolean awaitsAddress() {
        return isSecured() && (remote() == null || remoteControl() == null);
    }

    /** Whether a packet of that kind could still tell where the peer is. */
    boolean awaitsAddress(boolean control) {
        return isSecured() && (control ? remoteControl() : remote()) == null;
    }

    /** The same with the address that the peer was found at; with a shared port it is that of both kinds. */
    LegProfile learned(InetSocketAddress source, boolean control) {
        boolean both = settings.muxControl();
        return new LegProfile(new LegSettings(
                settings.name(),
                control && !both ? settings.remote() : source,
                control || both ? source : settings.remoteControl(),
                settings.muxControl(),
                settings.remoteSsrcs(),
                settings.formats(),
                settings.direction(),
                settings.silent(),
                settings.protection(),
                settings.cname(),
                settings.sources(),
                settings.inactivity()));
    }

    String name() {
        return settings.name();
    }

    String cname() {
        return settings.cname();
    }

    @Nullable
    InetSocketAddress remote() {
        return settings.remote();
    }

    @Nullable
    InetSocketAddress remoteControl() {
        return settings.remoteControl();
    }

    boolean muxControl() {
        return settings.muxControl();
    }

    /** The sources that the peer announced. */
    Set<Long> announced() {
        return settings.remoteSsrcs();
    }

    boolean sends() {
        return settings.direction().sends();
    }

    boolean receives() {
        return settings.direction().receives();
    }

    /** The clock rate of a payload type, 0 if it is not accepted. */
    int clockRate(int payloadType) {
        return clockRates[payloadType];
    }

    @Nullable
    PacketProtection protection() {
        return settings.protection();
    }

    boolean isSecured() {
        return settings.protection() != null;
    }

    /** Whether the leg's packets can be told from those of others with the same address: by its key or its sources. */
    boolean isDistinct() {
        return isSecured() || !announced().isEmpty();
    }

    int overhead() {
        PacketProtection protection = settings.protection();
        return protection == null ? 0 : protection.overhead();
    }

    Verdict protect(ByteBuffer packet, boolean control) {
        PacketProtection protection = settings.protection();
        if (protection == null) {
            return Verdict.ACCEPTED;
        }
        try {
            return control ? protection.protectControl(packet) : protection.protect(packet);
        } catch (Exception | LinkageError | AssertionError e) {
            return failed(packet);
        }
    }

    Verdict unprotect(ByteBuffer packet, boolean control) {
        PacketProtection protection = settings.protection();
        if (protection == null) {
            return Verdict.ACCEPTED;
        }
        try {
            return control ? protection.unprotectControl(packet) : protection.unprotect(packet);
        } catch (Exception | LinkageError | AssertionError e) {
            return failed(packet);
        }
    }

    /** A plug-in that throws is a defect, but neither a reason to throw at senders nor to let go of what it left. */
    private static Verdict failed(ByteBuffer packet) {
        packet.limit(packet.position());
        return Verdict.FAILED;
    }
}
