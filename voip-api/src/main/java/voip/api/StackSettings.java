package voip.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a builder was told. */
record StackSettings(
        InetSocketAddress bind,
        boolean muxOnly,
        @Nullable InetSocketAddress publicAddress,
        List<PayloadType> codecs,
        @Nullable List<String> cipherSuites,
        @Nullable String cryptoProvider,
        @Nullable Encryption encryption,
        int replayWindow,
        @Nullable Signaling signaling,
        @Nullable Transport transport,
        @Nullable String transportName,
        @Nullable ModuleLayer layer,
        @Nullable CallHandler unknownCallers,
        int unknownCallerLimit,
        Duration closeTimeout) {}
