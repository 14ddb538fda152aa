package voip.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import voip.api.internal.Services;
import voip.api.spi.AddressDiscovery;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.MediaSecurity;
import voip.api.spi.RtpMultiplexer;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.FipsStatus;
import voip.api.srtp.SrtpCipherSuite;

/**
 * Finds the modules that a stack is made of and checks them against what was asked for. All problems are collected, so that
 * one message tells them all; what nobody asked for is no problem.
 */
final class StackAssembly {
    /**
     * What a stack is wired from; the key negotiation is null and the suites are empty where nothing is encrypted, and
     * the address discovery is null where nobody is to be asked. What is approved is asked anew each time.
     */
    record Parts(
            Transport transport,
            RtpMultiplexer multiplexer,
            Encryption encryption,
            List<SrtpCipherSuite> suites,
            @Nullable KeyNegotiation keys,
            RandomGenerator random,
            @Nullable AddressDiscovery discovery,
            List<CallHandler> handlers,
            Supplier<FipsStatus> fips,
            List<Plugin> plugins) {

        /**
         * The handler for calls that name none.
         *
         * @throws IllegalStateException if no module has one, or several do
         */
        CallHandler onlyHandler() {
            if (handlers.size() == 1) {
                return handlers.get(0);
            }
            String present = handlers.stream()
                    .map(handler -> handler.getClass().getName() + " (" + Services.origin(handler) + ")")
                    .collect(Collectors.joining(" and "));
            throw new IllegalStateException(
                    handlers.isEmpty()
                            ? "no CallHandler is present; provide one in a module, or name one: answer(offer, caller, handler)"
                            : handlers.size() + " CallHandlers are present: " + present
                                    + "; name one: answer(offer, caller, handler)");
        }
    }

    private static final FipsStatus UNENCRYPTED =
            new FipsStatus(false, List.of(), List.of("calls are not encrypted"), List.of());

    private final StackSettings settings;
    private final List<String> problems = new ArrayList<>();
    private final List<Plugins> plugins;
    private final Services services;

    private StackAssembly(StackSettings settings) {
        this.settings = settings;
        this.plugins = plugins();
        this.services = new Services(settings.layer, plugins);
    }

    private List<Plugins> plugins() {
        List<Plugins> loaded = new ArrayList<>(settings.plugins);
        for (Path path : settings.pluginPaths) {
            try {
                loaded.add(Plugins.load(path, settings.layer));
            } catch (IllegalArgumentException absent) {
                problems.add(absent.getMessage());
            }
        }
        return loaded;
    }

    /**
     * Finds and checks.
     *
     * @throws StackConfigurationException with all problems
     */
    static Parts assemble(StackSettings settings) {
        return new StackAssembly(settings).parts();
    }

    private Parts parts() {
        Transport transport = settings.transport != null ? settings.transport : transport();
        RtpMultiplexer multiplexer =
                only("RTP multiplexer", services.all(RtpMultiplexer.class), "voip.rtp (org.voipstack:voip-rtp)");
        List<MediaSecurity> securities = services.all(MediaSecurity.class);
        Encryption encryption = encryption(!securities.isEmpty());
        MediaSecurity security = null;
        SuiteSelection selection = null;
        List<SrtpCipherSuite> suites = List.of();
        RandomGenerator random = new FallbackRandom();
        if (encryption != Encryption.NONE) {
            security = only("media security", securities, "voip.srtp (org.voipstack:voip-srtp)");
            CipherSuites present = CipherSuites.discover(settings.layer);
            for (Plugins loaded : plugins) {
                present = present.plugins(loaded);
            }
            problems.addAll(present.problems());
            selection = SuiteSelection.select(settings, present, problems);
            suites = selection.suites();
            try {
                random = suites.isEmpty() ? random : selection.random(present.modules());
            } catch (IllegalArgumentException | IllegalStateException ambiguousOrUnusable) {
                problems.add(ambiguousOrUnusable.getMessage());
            }
        }
        AddressDiscovery discovery = settings.stunServer == null
                ? null
                : only(
                        "address discovery for stunServer()",
                        services.all(AddressDiscovery.class),
                        "voip.stun (org.voipstack:voip-stun)");
        checkSettings(encryption);
        List<CallHandler> handlers = services.all(CallHandler.class);
        problems.addAll(services.problems());
        if (!problems.isEmpty() || transport == null || multiplexer == null) {
            throw new StackConfigurationException(problems);
        }
        KeyNegotiation keys = security == null ? null : security.open(suites, random, settings.security());
        return new Parts(
                transport,
                multiplexer,
                encryption,
                suites,
                keys,
                random,
                discovery,
                handlers,
                selection == null ? () -> UNENCRYPTED : selection::fips,
                selection == null ? services.plugins() : selection.plugins(services.plugins()));
    }

    private Encryption encryption(boolean possible) {
        boolean asked = settings.cipherSuites != null
                || settings.cryptoProvider != null
                || !settings.providerOf.isEmpty()
                || settings.fips;
        if (settings.encryption != null) {
            if (settings.encryption == Encryption.NONE && asked) {
                problems.add(
                        "encryption(NONE) contradicts cipherSuites(), cryptoProvider() and requireFips(); leave one out");
            }
            return settings.encryption;
        }
        if (!possible && !asked && !services.all(SrtpCipherSuite.class).isEmpty()) {
            problems.add("cipher suites are present, but no media security to use them; add voip.srtp "
                    + "(org.voipstack:voip-srtp) to the image, or write encryption(Encryption.NONE)");
        }
        return asked || possible ? Encryption.REQUIRED : Encryption.NONE;
    }

    private @Nullable Transport transport() {
        List<Transport> found = services.all(Transport.class);
        String name = settings.transportName;
        if (name == null) {
            return choose(
                    "transport",
                    found,
                    "voip.rtp (org.voipstack:voip-rtp)",
                    transport -> "transport(\"" + transport.name() + "\")");
        }
        List<Transport> named = found.stream()
                .filter(transport -> transport.name().equals(name))
                .toList();
        if (named.isEmpty()) {
            problems.add("transport(\"" + name + "\") is not present; there is "
                    + (found.isEmpty()
                            ? "none"
                            : found.stream().map(Transport::name).collect(Collectors.joining(", "))));
            return null;
        }
        return only("transport named " + name, named, "");
    }

    private void checkSettings(Encryption encryption) {
        if (settings.unknownCallers != null && encryption == Encryption.REQUIRED) {
            problems.add("unknownCallers() carries plain RTP, but calls are to be encrypted; "
                    + "write encryption(Encryption.OPTIONAL) to allow both");
        }
        if (settings.headerExtensionEncryption == Encryption.REQUIRED
                && !settings.headerExtensions.isEmpty()
                && encryption == Encryption.NONE) {
            problems.add("encryptHeaderExtensions(REQUIRED) needs encrypted calls, and this stack has none; "
                    + "write encryptHeaderExtensions(Encryption.OPTIONAL) to have header extensions in clear");
        }
        if (settings.stunServer != null && settings.publicAddress != null) {
            problems.add("publicAddress() contradicts stunServer(), which is asked for it; leave one out");
        }
        if (settings.bind.getPort() != 0 && settings.ports != PortRange.DYNAMIC) {
            problems.add("bind() names port " + settings.bind.getPort() + ", and ports() the range " + settings.ports
                    + "; leave one out");
        }
        if (settings.transport != null && settings.transportName != null) {
            problems.add("transport() was given an instance and a name; leave one out");
        }
        checkPorts();
    }

    private void checkPorts() {
        boolean pairs = !settings.muxOnly;
        if (settings.bind.getPort() == 65535 && pairs) {
            problems.add("bind() to port 65535 leaves no port above it for RTCP; choose another or rtcpMuxOnly()");
        }
        if (settings.ports.choices(pairs) == 0) {
            problems.add("ports(" + settings.ports.first() + ", " + settings.ports.last() + ") has no even port for RTP"
                    + (pairs ? " with the one above it for RTCP" : "") + " (RFC 3550 §11); widen the range");
        }
        if (settings.networkInterface != null && !settings.bind.getAddress().isAnyLocalAddress()) {
            problems.add("networkInterface(\"" + settings.networkInterface + "\") contradicts bind() to "
                    + settings.bind.getAddress().getHostAddress()
                    + "; leave one out, or name only the port: bind(new InetSocketAddress(port))");
        }
    }

    private <S> @Nullable S only(String what, List<S> found, String module) {
        return choose(what, found, module, provider -> "only one of their modules");
    }

    private <S> @Nullable S choose(String what, List<S> found, String module, Function<S, String> choice) {
        if (found.size() == 1) {
            return found.get(0);
        }
        problems.add(
                found.isEmpty()
                        ? "no " + what + " is present; add " + module + " to the image"
                        : found.size() + " modules have a " + what + ": "
                                + found.stream().map(Services::origin).collect(Collectors.joining(" and "))
                                + "; choose "
                                + found.stream().map(choice).distinct().collect(Collectors.joining(" or ")));
        return null;
    }
}
