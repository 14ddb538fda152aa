package voip.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.PacketProtection;
import voip.api.srtp.SuiteSpec;

/**
 * A media plane: one socket shared by many calls, one thread that receives for all of them, and the engines that were found
 * among the modules present.
 *
 * <p>Any thread may call any method. Handlers run on the media thread, which is not a daemon: it lives until
 * {@link #close()}.
 */
public final class VoipStack implements AutoCloseable {
    VoipStack(StackSettings settings, StackAssembly parts) {
        throw new UnsupportedOperationException();
    }

    /** A builder with the defaults. */
    public static VoipStackBuilder builder() {
        return new VoipStackBuilder();
    }

    /**
     * Binds the socket and starts the media thread.
     *
     * @throws IOException if the address cannot be bound; the stack may be started again then
     * @throws IllegalStateException if it runs already or was closed
     */
    public void start() throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * The address that peers reach the media port at, once it is known: the configured public address, else the bound
     * one. It is completed by {@link #start()}, and completed exceptionally if the stack closes before.
     */
    public CompletableFuture<InetSocketAddress> publicAddress() {
        throw new UnsupportedOperationException();
    }

    /**
     * The bound address of the media port.
     *
     * @throws IllegalStateException if the stack does not run
     */
    public InetSocketAddress localAddress() {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers an offer: chooses codec and cipher suite, makes the call and registers it. {@link Call#media()} is the
     * answer to send back.
     *
     * @param caller who calls, in the application's words
     * @throws OfferRefusedException if the offer cannot be answered
     * @throws IllegalStateException if the stack does not run, or another call has the peer's address and the two could
     *     not be told apart
     */
    public Call answer(MediaDescription offer, String caller, CallHandler handler) {
        throw new UnsupportedOperationException();
    }

    /**
     * Answers an offer with the one {@link CallHandler} found among the modules.
     *
     * @throws OfferRefusedException if the offer cannot be answered
     * @throws IllegalStateException also if there is no such handler, or several
     */
    public Call answer(MediaDescription offer, String caller) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes a call and its offer, {@link Call#media()}, to send to a peer; {@link Call#complete} takes the peer's answer.
     *
     * @param callee who is called, in the application's words
     * @param towards where the peer is, as far as is known: with a wildcard bind and no public address, the offer names
     *     the interface that routes there; null for the default route's
     * @throws IllegalStateException if the stack does not run, or no address can be named
     */
    public Call offer(String callee, @Nullable InetAddress towards, CallHandler handler) {
        throw new UnsupportedOperationException();
    }

    /** Makes an offer as {@link #offer(String, InetAddress, CallHandler)} does, towards the default route. */
    public Call offer(String callee, CallHandler handler) {
        return offer(callee, null, handler);
    }

    /**
     * Makes a call without descriptions: media from and to one address, RTCP on the same port.
     *
     * @param protection of its packets, closed with the call; null for plain RTP
     * @throws IllegalStateException if the stack does not run, or another call has the address and the two could not be
     *     told apart
     */
    public Call call(InetSocketAddress remote, CallHandler handler, @Nullable PacketProtection protection) {
        throw new UnsupportedOperationException();
    }

    /** The open calls. */
    public List<Call> calls() {
        throw new UnsupportedOperationException();
    }

    /** The datagrams received so far, each under exactly one verdict; verdicts that did not occur are absent. */
    public Map<Verdict, Long> verdicts() {
        throw new UnsupportedOperationException();
    }

    /** The cipher suites that calls may use, in order of preference; empty if calls are not encrypted. */
    public List<SuiteSpec> cipherSuites() {
        throw new UnsupportedOperationException();
    }

    /**
     * Hangs up all calls, wipes their keys and frees the port, within the builder's {@code closeTimeout}. Closing again
     * does nothing; a handler may close the stack that calls it.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
