package voip.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.FipsStatus;

/** A stack on a {@link FakeTransport} and {@link FakeLegs}, without encryption. */
final class FakeStack {
    static final CallHandler IGNORING = call -> packet -> {};

    final FakeTransport transport = new FakeTransport();
    final FakeLegs legs = new FakeLegs();

    @Nullable
    Signaling signaling;

    @Nullable
    CallHandler unknownCallers;

    List<CallHandler> handlers = List.of();
    Duration closeTimeout = Duration.ofSeconds(5);
    InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5004);

    @Nullable
    InetSocketAddress publicAddress;

    @Nullable
    String networkInterface;

    @Nullable
    KeyNegotiation keys;

    Encryption encryption = Encryption.OPTIONAL; // if there are keys
    List<HeaderExtension> headerExtensions = List.of();
    Encryption headerExtensionEncryption = Encryption.OPTIONAL;

    @Nullable
    FakeDiscovery discovery;

    /** What the crypto module says; null if nobody asks. */
    @Nullable
    Supplier<FipsStatus> requiredFips;

    String stunServer = "192.0.2.1";
    boolean localAddressUntilFound;
    final List<StackEvent> events = new CopyOnWriteArrayList<>();
    Consumer<StackEvent> onEvent = events::add;

    VoipStack build() {
        StackSettings settings = new StackSettings();
        settings.bind = bind;
        settings.publicAddress = publicAddress;
        settings.networkInterface = networkInterface;
        settings.signaling = signaling;
        settings.stunServer = discovery == null ? null : StunServer.parse(stunServer);
        settings.localAddressUntilFound = localAddressUntilFound;
        settings.events = onEvent;
        settings.transport = transport;
        settings.headerExtensions = headerExtensions;
        settings.headerExtensionEncryption = headerExtensionEncryption;
        settings.unknownCallers = unknownCallers;
        settings.unknownCallerLimit = 2;
        settings.closeTimeout = closeTimeout;
        settings.fips = requiredFips != null;
        Encryption policy = keys == null ? Encryption.NONE : encryption;
        return new VoipStack(
                settings,
                new StackAssembly.Parts(
                        transport,
                        legs,
                        policy,
                        List.of(),
                        keys,
                        new FallbackRandom(),
                        discovery,
                        handlers,
                        requiredFips == null ? () -> status(false) : requiredFips,
                        List.of()));
    }

    static FipsStatus status(boolean approved) {
        return new FipsStatus(
                approved, List.of("fake 1.0"), approved ? List.of() : List.of("it is not in its mode"), List.of());
    }

    static MediaDescription offer(int port) {
        return MediaDescription.parse("m=audio " + port + " RTP/AVP 8 0\nc=IN IP4 127.0.0.1\na=ptime:30\n");
    }
}
