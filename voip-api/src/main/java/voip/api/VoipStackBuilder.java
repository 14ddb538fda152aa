package voip.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import voip.api.spi.AddressDiscovery;
import voip.api.srtp.SessionParameter;

/** A builder of {@link VoipStack}s. Nothing is opened before {@link VoipStack#start()}. */
public final class VoipStackBuilder {
    private final StackSettings settings = new StackSettings();

    VoipStackBuilder() {}

    /**
     * Sets the local address of the media port. RTCP of peers without {@code rtcp-mux} gets the port above it. With port 0,
     * the default, the stack chooses an even port of {@link #ports}; the default address is the wildcard, for IPv4 and IPv6.
     *
     * @throws IllegalArgumentException if the address is unresolved
     */
    public VoipStackBuilder bind(InetSocketAddress local) {
        settings.bind = resolved("bind", local);
        return this;
    }

    /** Opens the media port alone, for peers that all share it for RTCP ({@code rtcp-mux}, RFC 5761). */
    public VoipStackBuilder rtcpMuxOnly() {
        settings.muxOnly = true;
        return this;
    }

    /**
     * Sets the address that descriptions name, where it differs from the local one behind a one-to-one NAT. Port 0 stands
     * for the bound port.
     *
     * @throws IllegalArgumentException if the address is unresolved, or the wildcard
     */
    public VoipStackBuilder publicAddress(InetSocketAddress address) {
        if (resolved("publicAddress", address).getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("publicAddress must be one that peers can send to, not the wildcard");
        }
        settings.publicAddress = address;
        return this;
    }

    /**
     * Sets the codecs in order of preference; the default is PCMU, PCMA.
     *
     * @throws IllegalArgumentException if there is none, two have the same number, or one is 64 to 95 (RFC 5761 §4)
     */
    public VoipStackBuilder codecs(PayloadType... types) {
        settings.codecs = OfferAnswer.requireOfferable(types);
        return this;
    }

    /** Sets the SRTP cipher suites in order of preference; the default is {@code CipherSuites.defaultNames()}. */
    public VoipStackBuilder cipherSuites(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException(
                    "cipherSuites() needs at least one name; for plain RTP write " + "encryption(Encryption.NONE)");
        }
        settings.cipherSuites = List.of(names);
        return this;
    }

    /** Chooses the crypto provider by name, such as {@code JCE}; needed only where several have a suite that is used. */
    public VoipStackBuilder cryptoProvider(String name) {
        settings.cryptoProvider = Objects.requireNonNull(name);
        return this;
    }

    /** Prefers a provider for one suite, where several have it; {@link #cryptoProvider(String)} holds for the others. */
    public VoipStackBuilder cryptoProvider(String suite, String provider) {
        settings.providerOf = with(settings.providerOf, suite, provider);
        return this;
    }

    /**
     * Insists on crypto modules that say that they work in an approved mode (FIPS 140), for all that is encrypted:
     * {@link #build} fails, and says what is missing, unless every cipher suite, its key derivation, the random source and keyed
     * hashes are of such a module; so does {@link VoipStack#start()} if the media thread is told otherwise. Suites of other
     * modules are left out, which {@link VoipStack#fips()} tells, or if they were named are a problem.
     */
    public VoipStackBuilder requireFips() {
        settings.fips = true;
        return this;
    }

    /** Sets whether calls are encrypted. The default is what the modules present can do: required, else none. */
    public VoipStackBuilder encryption(Encryption policy) {
        settings.encryption = Objects.requireNonNull(policy);
        return this;
    }

    /**
     * Sets the size of the replay window: how many packets behind the newest are still accepted. The default is 1,024.
     *
     * @throws IllegalArgumentException if it is less than 64 (RFC 3711 §3.3.2) or more than 32,768
     */
    public VoipStackBuilder replayWindow(int packets) {
        if (packets < 64 || packets > 32_768) {
            throw new IllegalArgumentException("replayWindow " + packets + " is outside 64 to 32768");
        }
        settings.replayWindow = packets;
        return this;
    }

    /**
     * Sets how many higher roll-over counters are tried for an SRTP packet that does not authenticate under the estimated one,
     * as after a gap of more than 2<sup>15</sup> packets, or when a call is joined late (RFC 3711 §3.3.1). The default is
     * none: each trial costs as much as a packet, for forged ones too. {@link CallEvent.RolloverRecovered} tells of success.
     *
     * @throws IllegalArgumentException if it is less than 0 or more than 16
     */
    public VoipStackBuilder rolloverTrials(int counters) {
        if (counters < 0 || counters > 16) {
            throw new IllegalArgumentException("rolloverTrials " + counters + " is outside 0 to 16");
        }
        settings.rolloverTrials = counters;
        return this;
    }

    /**
     * Accepts offers with session parameters that take protection away (RFC 4568 §6.3.2, §6.3.3), and with
     * {@link SessionParameter#UNENCRYPTED_SRTCP} authentic SRTCP packets that are not encrypted. The default is none. None is
     * offered, but for one that a call has agreed on, as long as its key stays.
     */
    public VoipStackBuilder allow(SessionParameter... parameters) {
        settings.allowed = Set.copyOf(List.of(parameters));
        return this;
    }

    /**
     * Names the RTP header extensions that the application knows (RFC 8285). They are offered, and accepted if they are
     * offered; {@link Call#headerExtensions()} tells what both sides know. The default is none.
     *
     * @param names URIs, such as {@code urn:ietf:params:rtp-hdrext:ssrc-audio-level}, each perhaps with the attributes to
     *     offer behind a space
     * @throws IllegalArgumentException if one is no absolute URI, two are the same, or there are more than 127
     */
    public VoipStackBuilder headerExtensions(String... names) {
        settings.headerExtensions = ExtensionRules.wanted(names);
        return this;
    }

    /**
     * Sets whether header extensions of encrypted calls are encrypted (RFC 6904). With {@link Encryption#OPTIONAL}, the
     * default, they are where the peer and the cipher suite can, and else in clear, as SRTP leaves headers; with
     * {@link Encryption#REQUIRED} they are, or are not used; with {@link Encryption#NONE} they are not.
     */
    public VoipStackBuilder encryptHeaderExtensions(Encryption policy) {
        settings.headerExtensionEncryption = Objects.requireNonNull(policy);
        return this;
    }

    /** Sets the signalling through which {@link Call#hangUp()} ends dialogues. */
    public VoipStackBuilder signaling(Signaling application) {
        settings.signaling = Objects.requireNonNull(application);
        return this;
    }

    /** Uses this transport instead of one that is found. */
    public VoipStackBuilder transport(Transport given) {
        settings.transport = Objects.requireNonNull(given);
        return this;
    }

    /** Chooses the transport by name; needed only where several are present. */
    public VoipStackBuilder transport(String name) {
        settings.transportName = Objects.requireNonNull(name);
        return this;
    }

    /** Looks for modules in this layer and its parents instead of where {@code voip.api} is. */
    public VoipStackBuilder layer(ModuleLayer modules) {
        settings.layer = Objects.requireNonNull(modules);
        return this;
    }

    /**
     * Looks for modules in these plug-ins too: a jar or a folder, as {@link Plugins#load(Path)} has it, which is loaded by
     * {@link #build} above the {@linkplain #layer layer} that it looks in. May be called several times. A broken plug-in
     * stops nothing that does not need it; {@link VoipStack#plugins()} tells of it.
     */
    public VoipStackBuilder plugins(Path path) {
        settings.pluginPaths = with(settings.pluginPaths, path);
        return this;
    }

    /** Looks for modules in plug-ins that were loaded already. */
    public VoipStackBuilder plugins(Plugins loaded) {
        settings.plugins = with(settings.plugins, loaded);
        return this;
    }

    /**
     * Serves senders that no call expects: each source gets a call of its own, with plain RTP, up to a limit. Without
     * this, the default, their packets are refused. Such a call is hung up when no RTP has come for 30 seconds, or as
     * {@link #inactivity} says if that hangs up too; a handler that throws refuses the packet, not the source.
     *
     * @param limit the most such calls at one time
     */
    public VoipStackBuilder unknownCallers(CallHandler handler, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit of unknown callers is " + limit + "; it must be at least 1");
        }
        settings.unknownCallers = Objects.requireNonNull(handler);
        settings.unknownCallerLimit = limit;
        return this;
    }

    /**
     * Chooses the media port, and the one above it for RTCP, from a range, if {@link #bind} names none; both lie within it.
     * The media port is even (RFC 3550 §11). The default is the dynamic ports, 49,152 to 65,535.
     *
     * @param first the lowest
     * @param last the highest; a range without an even port and the one above is a problem of {@link #build}
     * @throws IllegalArgumentException if the range is empty, or outside 1 to 65,535
     */
    public VoipStackBuilder ports(int first, int last) {
        if (first < 1 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("ports " + first + " to " + last + " are no range within 1 to 65535");
        }
        settings.ports = new PortRange(first, last);
        return this;
    }

    /**
     * Binds to the addresses of a network interface, such as {@code eth0}, instead of all; {@link #bind} then names the port
     * only. These are one IPv4 and one IPv6 address, if it has both when the stack starts, on the same ports; those that reach
     * beyond the link are preferred. Peers with link-local IPv6 addresses are reached through this interface.
     */
    public VoipStackBuilder networkInterface(String name) {
        settings.networkInterface = Objects.requireNonNull(name);
        return this;
    }

    /** Sets what the socket asks of the system: marking and buffer sizes. */
    public VoipStackBuilder socketOptions(MediaSocketOptions options) {
        settings.socketOptions = Objects.requireNonNull(options);
        return this;
    }

    /**
     * Asks a STUN server for the public address, from the media port itself (RFC 8489), when the stack starts and from then
     * on so often that a NAT keeps its mapping. Without this, the default, nobody is asked. A name is looked up
     * when the stack starts, and again as often until it is known. {@link VoipStack#publicAddress()} tells when the address is known; until then calls cannot be
     * offered or answered. Descriptions name it to peers of its family, IPv4 or IPv6, and the local address to others.
     *
     * @param hostAndPort such as {@code stun.example.org:3478} or {@code [2001:db8::1]}; without a port, 3478
     * @throws IllegalArgumentException if it is not of that form
     */
    public VoipStackBuilder stunServer(String hostAndPort) {
        settings.stunServer = StunServer.parse(hostAndPort);
        return this;
    }

    /** Sets when requests to the STUN server are sent; the default is {@link AddressDiscovery.Timing#STANDARD}. */
    public VoipStackBuilder stunTiming(AddressDiscovery.Timing timing) {
        settings.stunTiming = Objects.requireNonNull(timing);
        return this;
    }

    /** Lets calls name the local address for as long as the STUN server has not told the public one, or if it never does. */
    public VoipStackBuilder localAddressUntilFound() {
        settings.localAddressUntilFound = true;
        return this;
    }

    /**
     * Sets where packets of calls may come from; the default is {@link SourcePolicy#AUTHENTICATED}, which for plain RTP is
     * {@link SourcePolicy#STRICT}. {@link Call#sources} sets it for one call.
     */
    public VoipStackBuilder sources(SourcePolicy policy) {
        settings.sources = Objects.requireNonNull(policy);
        return this;
    }

    /** Sets how long peers may be silent; the default is {@link Inactivity#NEVER}. */
    public VoipStackBuilder inactivity(Inactivity timeouts) {
        settings.inactivity = Objects.requireNonNull(timeouts);
        return this;
    }

    /**
     * Sets who is told of what happens to the stack and its calls, on the media thread, one event at a time. It must not
     * block; whatever it throws is counted as {@link Verdict#FAILED}.
     */
    public VoipStackBuilder onEvent(Consumer<? super StackEvent> listener) {
        settings.events = Objects.requireNonNull(listener);
        return this;
    }

    /** Sets how long {@link VoipStack#close()} waits for handlers and signalling; the default is 5 seconds. */
    public VoipStackBuilder closeTimeout(Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("closeTimeout must be positive");
        }
        settings.closeTimeout = atMost;
        return this;
    }

    /**
     * Finds the modules, checks that they fit what was asked for, and wires them.
     *
     * @throws StackConfigurationException if they do not; it names every problem
     */
    public VoipStack build() {
        StackSettings copy = settings.copy();
        return new VoipStack(copy, StackAssembly.assemble(copy));
    }

    private static <T> List<T> with(List<T> some, T one) {
        List<T> more = new ArrayList<>(some);
        more.add(one);
        return List.copyOf(more);
    }

    private static Map<String, String> with(Map<String, String> some, String key, String value) {
        Map<String, String> more = new HashMap<>(some);
        more.put(key, value);
        return Map.copyOf(more);
    }

    private static InetSocketAddress resolved(String what, InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(what + ": the host " + address.getHostString() + " is not known");
        }
        return address;
    }
}
