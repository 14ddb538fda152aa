package voip.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.spi.MediaContext;
import voip.api.spi.RtpLeg;
import voip.api.spi.RtpLegs;
import voip.api.srtp.FipsStatus;
import voip.api.srtp.PacketProtection;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/**
 * A media plane: one socket shared by many calls, one thread that receives for all of them, and the engines that were found
 * among the modules present.
 *
 * <p>Any thread may call any method. Handlers run on the media thread, which is not a daemon: it lives until
 * {@link #close()}.
 */
public final class VoipStack implements AutoCloseable {
    private enum State {
        NEW,
        /** The media thread runs, and has yet to say that it is approved. */
        STARTING,
        RUNNING,
        CLOSED
    }

    private final StackSettings settings;
    private final StackAssembly.Parts parts;
    private final RtpLegs legs;
    private final PublicAddress publicAddress;
    private final MediaLoop loop;
    private final CallMaker maker;
    private final HangUps hangUps = new HangUps();
    private final StackCloser closer;
    private final OpenCalls calls = new OpenCalls();
    private final Object stateLock = new Object();
    private State state = State.NEW;
    private volatile BoundAddresses bound = BoundAddresses.NONE;

    VoipStack(StackSettings settings, StackAssembly.Parts parts) {
        this.settings = settings;
        this.parts = parts;
        MediaContext context = new StackContext(this, parts);
        legs = parts.multiplexer().open(context);
        publicAddress = new PublicAddress(settings, parts.discovery(), context, this::reaches, this::tell);
        loop = new MediaLoop(parts.transport().clock(), publicAddress.besides(legs), this::close);
        maker = new CallMaker(this, settings, parts, legs);
        closer = new StackCloser(loop, legs, calls.all(), settings.closeTimeout);
    }

    /** A builder with the defaults. */
    public static VoipStackBuilder builder() {
        return new VoipStackBuilder();
    }

    /**
     * Binds the socket and starts the media thread.
     *
     * @throws IOException if an address cannot be bound, no port of the range is free, or the network interface is not
     *     there; the stack may be started again then
     * @throws IllegalStateException if it runs already or was closed, or if it {@linkplain VoipStackBuilder#requireFips
     *     has to be approved} and is not on the media thread; it is closed then
     */
    public void start() throws IOException {
        synchronized (stateLock) {
            if (state != State.NEW) {
                throw new IllegalStateException(
                        state == State.CLOSED ? "the stack is closed; build another" : "the stack runs already");
            }
            MediaSocket socket = MediaPorts.open(parts.transport(), settings, parts.random());
            try {
                bound = new BoundAddresses(socket.localAddresses());
                loop.start(socket);
                state = settings.fips ? State.STARTING : State.RUNNING;
            } catch (Throwable failure) {
                socket.close();
                throw failure;
            }
        }
        if (settings.fips) {
            startApproved();
        }
        publicAddress.started(bound);
    }

    /**
     * The address that peers reach the media port at, once it is known: the configured public address, else what the
     * {@linkplain VoipStackBuilder#stunServer STUN server} tells, else the bound one. It is completed by {@link #start()},
     * or by the server's answer; exceptionally, by an {@link IllegalStateException} that says why, if the server's name is
     * not known, the server tells no address or does not answer in time (39.5 seconds, unless
     * {@link VoipStackBuilder#stunTiming} was set), or the stack closes before.
     *
     * <p>It keeps the first result; {@link StackEvent} tells of later ones. What depends on it and has no executor of its own
     * may run on the media thread, and must not block.
     */
    public CompletableFuture<InetSocketAddress> publicAddress() {
        return publicAddress.future();
    }

    /**
     * The bound address of the media port; the first of them, IPv4 before IPv6, on a network interface that has both.
     *
     * @throws IllegalStateException if the stack does not run
     */
    public InetSocketAddress localAddress() {
        requireRunning();
        return bound.towards(null);
    }

    /**
     * Answers an offer: chooses codec and cipher suite, makes the call and registers it. {@link Call#media()} is the
     * answer to send back. A host name in the offer is looked up on the calling thread, which may take its time.
     *
     * @param caller who calls, in the application's words
     * @throws OfferRefusedException if the offer cannot be answered
     * @throws IllegalStateException if the stack does not run, its {@link #publicAddress()} is not known yet, or another
     *     call has the peer's address and the two could not be told apart
     */
    public Call answer(MediaDescription offer, String caller, CallHandler handler) {
        Objects.requireNonNull(offer, "offer");
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(handler, "handler");
        requireRunning();
        return added(maker.answer(offer, caller, handler));
    }

    /**
     * Answers an offer with the one {@link CallHandler} found among the modules.
     *
     * @throws OfferRefusedException if the offer cannot be answered
     * @throws IllegalStateException also if there is no such handler, or several
     */
    public Call answer(MediaDescription offer, String caller) {
        return answer(offer, caller, parts.onlyHandler());
    }

    /**
     * Makes a call and its offer, {@link Call#media()}, to send to a peer; {@link Call#complete} takes the peer's answer.
     *
     * @param callee who is called, in the application's words
     * @param towards where the peer is, as far as is known: with a wildcard bind and no public address, the offer names
     *     the interface that routes there; null for the default route's
     * @throws IllegalStateException if the stack does not run, its {@link #publicAddress()} is not known yet, or no address
     *     can be named
     */
    public Call offer(String callee, @Nullable InetAddress towards, CallHandler handler) {
        Objects.requireNonNull(callee, "callee");
        Objects.requireNonNull(handler, "handler");
        requireRunning();
        return added(maker.offer(callee, towards, handler));
    }

    /** Makes an offer as {@link #offer(String, InetAddress, CallHandler)} does, towards the default route. */
    public Call offer(String callee, CallHandler handler) {
        return offer(callee, null, handler);
    }

    /**
     * Makes a call without descriptions: media from and to one address. RTCP goes from our control port to the port above
     * the peer's (RFC 3550 §11), or shares the media port if the stack is {@link VoipStackBuilder#rtcpMuxOnly()}.
     *
     * @param remote the peer; null for the first source whose packet authenticates under the protection
     * @param protection of its packets, closed with the call or if this throws; null for plain RTP
     * @throws IllegalArgumentException if both are null, or the address is unresolved
     * @throws IllegalStateException if the stack does not run, or another call has the address and the two could not be
     *     told apart
     */
    public Call call(@Nullable InetSocketAddress remote, CallHandler handler, @Nullable PacketProtection protection) {
        try {
            requireRunning();
            return added(maker.call(remote, handler, protection));
        } catch (RuntimeException e) {
            if (protection != null) {
                protection.close();
            }
            throw e;
        }
    }

    /** The open calls. */
    public List<Call> calls() {
        return calls.list();
    }

    /**
     * The datagrams received so far, each under exactly one verdict; verdicts that did not occur are absent. Under
     * {@link Verdict#FAILED} stand also timers, commands and waits of the media thread that failed.
     */
    public Map<Verdict, Long> verdicts() {
        return loop.verdicts();
    }

    /**
     * The datagrams that arrived and that the system dropped before the stack could receive them, since the start: for want
     * of room in the receive buffer above all, which {@link MediaSocketOptions} enlarges. Empty where the system does not tell,
     * and if the stack does not run. Not for every packet: it may read files.
     */
    public OptionalLong systemDrops() {
        return loop.systemDrops();
    }

    /** The cipher suites that calls may use, in order of preference; empty if calls are not encrypted. */
    public List<SuiteSpec> cipherSuites() {
        return parts.suites().stream().map(SrtpCipherSuite::spec).toList();
    }

    /**
     * Whether what secures calls is done by crypto modules that say that they are in an approved mode (FIPS 140), for the
     * calling thread; they are asked anew.
     */
    public FipsStatus fips() {
        return parts.fips().get();
    }

    /** What became of the {@linkplain VoipStackBuilder#plugins plug-ins}, broken ones included. */
    public List<Plugin> plugins() {
        return parts.plugins();
    }

    /** Without the lock, which the media thread may want first: it closes the stack if its socket fails. */
    private void startApproved() {
        try {
            requireFipsOnMediaThread();
        } catch (Throwable failure) {
            close();
            throw failure;
        }
        synchronized (stateLock) {
            if (state == State.CLOSED) {
                throw new IllegalStateException("the stack was closed while it started");
            }
            state = State.RUNNING;
        }
    }

    /** Some providers have a mode for each thread. */
    private void requireFipsOnMediaThread() {
        FipsStatus status =
                CompletableFuture.supplyAsync(parts.fips(), loop::execute).join();
        if (!status.approved()) {
            throw new IllegalStateException(
                    "requireFips() does not hold on the media thread: " + String.join("; ", status.obstacles()));
        }
    }

    /**
     * Hangs up all calls, wipes their keys and frees the port, within the builder's {@code closeTimeout}. Closing again
     * does nothing; a handler may close the stack that calls it.
     */
    @Override
    public void close() {
        State before;
        synchronized (stateLock) {
            before = state;
            state = State.CLOSED;
        }
        publicAddress.close();
        if (before == State.CLOSED) {
            closer.await();
        } else {
            closer.close();
        }
    }

    MediaLoop loop() {
        return loop;
    }

    @Nullable
    Signaling signaling() {
        return settings.signaling;
    }

    int mediaPort() {
        return bound.mediaPort();
    }

    int controlPort() {
        return bound.controlPort();
    }

    /** The open calls, for those who make and close them. */
    OpenCalls openCalls() {
        return calls;
    }

    /** Whether packets can go from a bound address to that one. */
    boolean reaches(InetAddress peer) {
        return bound.reaches(peer);
    }

    /** Where a peer is told to send. */
    MediaAddress addressTowards(@Nullable InetAddress peer) {
        return publicAddress.towards(peer);
    }

    /** On the media thread: tells the application, if it wants to know. */
    private void tell(StackEvent event) {
        Consumer<? super StackEvent> listener = settings.events;
        if (listener != null) {
            loop.execute(() -> listener.accept(event)); // which contains and counts what it throws
        }
    }

    /** On the media thread: what happened to a call. */
    void occurred(RtpLeg leg, CallEvent event) {
        StackCall call = calls.of(leg);
        if (call == null) {
            return; // closed meanwhile
        }
        tell(new StackEvent.OfCall(call, event));
        if (event instanceof CallEvent.Inactive inactive && inactive.hangingUp()) {
            hangUps.add(call);
        }
    }

    /** On the media thread: a call for a source that has none, if the application wants one more. */
    @Nullable
    RtpLeg unknownCaller(InetSocketAddress source) {
        CallHandler handler = settings.unknownCallers;
        if (handler == null || calls.unknownCallers() >= settings.unknownCallerLimit) {
            return null;
        }
        try {
            StackCall call = added(maker.unknownCaller(source, handler));
            calls.keepUnknownCaller(call);
            return call.leg();
        } catch (RuntimeException e) {
            return null; // the handler does not want it: the packet gets its verdict
        }
    }

    private void requireRunning() {
        synchronized (stateLock) {
            if (state != State.RUNNING) {
                throw new IllegalStateException(
                        state == State.CLOSED
                                ? "the stack is closed"
                                : "the stack does not run yet; call start() first");
            }
        }
    }

    /** Closes a new call again if the stack closed meanwhile. */
    private StackCall added(StackCall call) {
        try {
            requireRunning();
        } catch (IllegalStateException closedMeanwhile) {
            call.close();
            throw closedMeanwhile;
        }
        calls.forgetIfClosed(call);
        return call;
    }
}
