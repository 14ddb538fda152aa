package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.Inactivity;
import voip.api.PayloadType;
import voip.api.SourcePolicy;
import voip.api.spi.LegSettings;
import voip.api.srtp.PacketProtection;

/**
 * A leg's settings, prepared for the packet path, and where its peer is; immutable, so that a leg changes all of them at
 * once.
 */
final class LegProfile {
    static final int DEFAULT_CLOCK_RATE = 8000;

    private static final int PAYLOAD_TYPES = 128;
    private static final int MAX_CNAME = 255;

    private final LegSettings settings;
    private final LegAddresses addresses;
    private final @Nullable SourcePolicy chosen; // by the application, over what the settings say
    private final SourcePolicy sources;
    private final int[] clockRates; // 0: not accepted
    // What each packet asks for, at hand: what it would be fetched from lies elsewhere in memory
    private final @Nullable InetSocketAddress remote;
    private final boolean secured;
    private final boolean sends;
    private final boolean receives;
    private final boolean away;
    private final boolean unsettled;

    LegProfile(LegSettings settings) {
        this(checked(settings), LegAddresses.of(settings), null, clockRates(settings));
    }

    private LegProfile(LegSettings settings, LegAddresses addresses, @Nullable SourcePolicy chosen, int[] clockRates) {
        this.settings = settings;
        this.addresses = addresses;
        this.chosen = chosen;
        this.secured = settings.protection() != null;
        this.sources = (chosen == null ? settings.sources() : chosen).of(secured);
        this.clockRates = clockRates;
        this.remote = addresses.media();
        this.sends = settings.direction().sends() && !settings.silent();
        this.receives = settings.direction().receives();
        this.away = addresses.isAway();
        this.unsettled = addresses.isUnsettled();
    }

    private static LegSettings checked(LegSettings settings) {
        if (settings.cname().getBytes(StandardCharsets.UTF_8).length > MAX_CNAME) {
            throw new IllegalArgumentException("a cname has at most 255 bytes (RFC 3550 §6.5): " + settings.cname());
        }
        return settings;
    }

    private static int[] clockRates(LegSettings settings) {
        int[] rates = new int[PAYLOAD_TYPES];
        if (settings.formats().isEmpty()) {
            for (int number = 0; number < PAYLOAD_TYPES; number++) {
                rates[number] =
                        PayloadType.ofStatic(number).map(PayloadType::clockRate).orElse(DEFAULT_CLOCK_RATE);
            }
        }
        for (PayloadType format : settings.formats()) {
            rates[format.number()] = format.clockRate();
        }
        return rates;
    }

    /** After new signalling. What the application chose, and what packets showed, outlives it. */
    LegProfile updated(LegSettings after) {
        return new LegProfile(checked(after), addresses.updated(after), chosen, clockRates(after));
    }

    /** With a packet's source as the peer's address; with a shared port it is that of both kinds. */
    LegProfile moved(InetSocketAddress source, boolean control) {
        return at(addresses.moved(source, control, muxControl()));
    }

    /** Back at the signalled address. */
    LegProfile returned() {
        return at(addresses.asSignalled());
    }

    /** With the former addresses forgotten. */
    LegProfile settled() {
        return at(addresses.settled());
    }

    private LegProfile at(LegAddresses other) {
        return new LegProfile(settings, other, chosen, clockRates);
    }

    /** With the application's choice of where packets may come from; STRICT goes back to the signalled address. */
    LegProfile with(SourcePolicy policy) {
        boolean strict = policy.of(isSecured()) == SourcePolicy.STRICT;
        return new LegProfile(settings, strict ? addresses.asSignalled() : addresses, policy, clockRates);
    }

    /** Whether a packet of that kind could still tell where the peer is. */
    boolean awaitsAddress(boolean control) {
        return isSecured() && (control ? remoteControl() : remote()) == null;
    }

    /** Whether an authentic packet of that kind from another address is one of this leg's. */
    boolean follows(boolean control) {
        return sources == SourcePolicy.AUTHENTICATED || awaitsAddress(control);
    }

    /** Whether a packet from an address that is no leg's may be this leg's, by its key. */
    boolean isCandidate() {
        return follows(false) || follows(true);
    }

    /** Whether a plain leg's peer may prove by several packets in sequence that it is elsewhere. */
    boolean allowsProbation() {
        InetSocketAddress signalled = addresses.signalled();
        return sources == SourcePolicy.PROBATION && signalled != null && !signalled.isUnresolved();
    }

    /** Whether a plain leg's packets go elsewhere than was signalled: until that address speaks. */
    boolean isAway() {
        return away && !isSecured();
    }

    String name() {
        return settings.name();
    }

    String cname() {
        return settings.cname();
    }

    @Nullable
    InetSocketAddress remote() {
        return remote;
    }

    @Nullable
    InetSocketAddress remoteControl() {
        return addresses.control();
    }

    @Nullable
    InetSocketAddress signalled() {
        return addresses.signalled();
    }

    @Nullable
    InetSocketAddress former() {
        return addresses.former();
    }

    @Nullable
    InetSocketAddress formerControl() {
        return addresses.formerControl();
    }

    /** Whether packets in flight may still come from the former addresses. */
    boolean isUnsettled() {
        return unsettled;
    }

    /** Whether RTP comes from there: where it goes, where it is signalled to come from, or where it came from just before. */
    boolean hearsFrom(InetSocketAddress source) {
        return source.equals(remote())
                || isAway() && source.equals(signalled())
                || unsettled && source.equals(former());
    }

    /** Whether anything of the leg's comes from there. */
    boolean isAt(InetSocketAddress source) {
        return hearsFrom(source) || source.equals(remoteControl()) || source.equals(formerControl());
    }

    /** Does something with each address of {@link #isAt}, with some more than once. */
    void forEachAddress(Consumer<InetSocketAddress> action) {
        @Nullable
        InetSocketAddress[] all = {remote(), isAway() ? signalled() : null, former(), remoteControl(), formerControl()};
        for (InetSocketAddress address : all) {
            if (address != null) {
                action.accept(address);
            }
        }
    }

    /** For {@link Leg#fetch}. */
    int fetch(int payloadType) {
        InetSocketAddress to = remote;
        int rate = clockRates[payloadType];
        return to == null || to.isUnresolved()
                ? rate
                : rate ^ to.hashCode(); // which asks for all that an address is made of
    }

    boolean muxControl() {
        return settings.muxControl();
    }

    /** The sources that the peer announced. */
    Set<Long> announced() {
        return settings.remoteSsrcs();
    }

    boolean announces(int ssrc) {
        return !announced().isEmpty() && announced().contains(ssrc & 0xFFFF_FFFFL);
    }

    boolean isSilent() {
        return settings.silent();
    }

    boolean sends() {
        return sends;
    }

    boolean receives() {
        return receives;
    }

    boolean isOnHold() {
        return !receives() || settings.silent();
    }

    /** Never, for as long as no packet could be the peer's: its answer is to come, and it may ring for minutes. */
    Inactivity inactivity() {
        boolean expectsNobody = remote() == null && !isSecured() && !isSilent();
        return expectsNobody ? Inactivity.NEVER : settings.inactivity();
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
        return secured;
    }

    /** Whether the leg's packets can be told from those of others with the same address: by its key or its sources. */
    boolean isDistinct() {
        return isSecured() || !announced().isEmpty();
    }
}
