package voip.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.spi.AddressDiscovery;
import voip.api.spi.SecuritySettings;
import voip.api.srtp.SessionParameter;

/** What a builder was told, with the defaults; a stack has a copy, which nobody changes. */
final class StackSettings implements Cloneable {
    InetSocketAddress bind = new InetSocketAddress(0);
    PortRange ports = PortRange.DYNAMIC;

    @Nullable
    String networkInterface;

    MediaSocketOptions socketOptions = MediaSocketOptions.SYSTEM;
    boolean muxOnly;

    @Nullable
    InetSocketAddress publicAddress;

    @Nullable
    StunServer stunServer;

    AddressDiscovery.Timing stunTiming = AddressDiscovery.Timing.STANDARD;
    boolean localAddressUntilFound;

    List<PayloadType> codecs = List.of(PayloadType.PCMU, PayloadType.PCMA);

    @Nullable
    List<String> cipherSuites;

    @Nullable
    String cryptoProvider;

    Map<String, String> providerOf = Map.of();
    boolean fips;

    @Nullable
    Encryption encryption;

    int replayWindow = 1024;
    int rolloverTrials;
    Set<SessionParameter> allowed = Set.of();

    @Nullable
    Signaling signaling;

    @Nullable
    Transport transport;

    @Nullable
    String transportName;

    @Nullable
    ModuleLayer layer;

    List<Path> pluginPaths = List.of();
    List<Plugins> plugins = List.of();

    SourcePolicy sources = SourcePolicy.AUTHENTICATED;
    Inactivity inactivity = Inactivity.NEVER;

    @Nullable
    CallHandler unknownCallers;

    int unknownCallerLimit;

    @Nullable
    Consumer<? super StackEvent> events;

    Duration closeTimeout = Duration.ofSeconds(5);

    List<HeaderExtension> headerExtensions = List.of();
    Encryption headerExtensionEncryption = Encryption.OPTIONAL;

    ExtensionRules extensionRules() {
        return new ExtensionRules(headerExtensions, headerExtensionEncryption);
    }

    SecuritySettings security() {
        return new SecuritySettings(replayWindow, rolloverTrials, allowed);
    }

    StackSettings copy() {
        try {
            return (StackSettings) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("it is Cloneable", e);
        }
    }
}
