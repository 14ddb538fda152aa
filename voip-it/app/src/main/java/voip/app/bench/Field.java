package voip.app.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import voip.api.Encryption;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.srtp.SrtpSession;

/** All contenders, open beside each other and idle until their turn. */
final class Field implements AutoCloseable {
    static final String BLOCKING = "bare loop, blocking";
    static final String SELECTOR = "bare loop, selector";
    static final String PLAIN = "plain calls";
    static final String BARE_SRTP = "bare loop and SRTP";
    static final String SECURED = "secured calls";
    static final String CRYPTO = "protect + unprotect";

    private final Load load;
    private final ByteBuffer store = Packets.store();
    private final List<Contender> contenders = new ArrayList<>();
    private @Nullable CryptoCost crypto;

    private Field(Load load) {
        this.load = load;
    }

    /**
     * Opens all.
     *
     * @param security null for plain contenders only
     * @param builder makes builders of stacks, with the cryptography chosen
     */
    static Field open(Load load, @Nullable Security security, Supplier<VoipStackBuilder> builder)
            throws IOException, GeneralSecurityException {
        Field field = new Field(load);
        try {
            field.add(BLOCKING, List.of(), (peers, recorder) -> BareLoop.blocking(recorder));
            field.add(SELECTOR, List.of(), (peers, recorder) -> BareLoop.selecting(List.of(), recorder));
            field.add(
                    PLAIN,
                    List.of(),
                    (peers, recorder) -> StackEcho.start(
                            loopback(VoipStack.builder().encryption(Encryption.NONE)), peers, List.of(), recorder));
            if (security != null) {
                field.addSecured(security, builder);
            }
            return field;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            field.close();
            throw e;
        }
    }

    private void addSecured(Security security, Supplier<VoipStackBuilder> builder)
            throws IOException, GeneralSecurityException {
        try (CallKeys bare = security.keys(load.calls());
                CallKeys stack = security.keys(load.calls())) {
            List<SrtpSession> ofBare = bare.echo();
            add(BARE_SRTP, bare.peers(), (peers, recorder) -> BareLoop.selecting(ofBare, recorder));
            List<SrtpSession> ofStack = stack.echo();
            add(
                    SECURED,
                    stack.peers(),
                    (peers, recorder) -> StackEcho.start(
                            loopback(builder.get().encryption(Encryption.OPTIONAL)), peers, ofStack, recorder));
            crypto = new CryptoCost(stack.echo());
        }
    }

    private static VoipStack loopback(VoipStackBuilder builder) {
        return builder.bind(new InetSocketAddress("127.0.0.1", 0)).rtcpMuxOnly().build();
    }

    private void add(String name, List<SrtpSession> ofPeers, Opening opening) throws IOException {
        Peers peers = Peers.open(load.calls());
        try {
            Recorder recorder = new Recorder();
            Echo echo = opening.open(peers.addresses(), recorder);
            Packets packets = new Packets(load.calls(), load.payload(), ofPeers, store);
            contenders.add(new Contender(name, load.calls(), peers, packets, recorder, echo));
            peers.connect(echo.address());
        } catch (IOException | RuntimeException e) {
            peers.close();
            throw e;
        }
    }

    List<Contender> contenders() {
        return contenders;
    }

    /** Protecting and unprotecting alone; null if there is no security. */
    @Nullable
    CryptoCost crypto() {
        return crypto;
    }

    @Override
    public void close() {
        contenders.forEach(Contender::close);
        if (crypto != null) {
            crypto.close();
        }
    }

    private interface Opening {
        Echo open(List<InetSocketAddress> peers, Recorder recorder) throws IOException;
    }
}
