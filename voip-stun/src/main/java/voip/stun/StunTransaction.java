package voip.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import voip.api.spi.AddressDiscovery.Timing;

/**
 * A Binding transaction (RFC 8489 §6), without I/O and without a clock: whoever has a socket sends {@link #request} each
 * time {@link #due} says so, and hands over what comes in.
 *
 * <pre>{@code
 * while (transaction.state() == State.WAITING) {
 *     if (transaction.due(now())) {
 *         send(transaction.request(), transaction.server());
 *     }
 *     // wait for a datagram, transaction.nanosToNext(now()) at most, and then
 *     transaction.received(datagram, source, now());
 * }
 * }</pre>
 *
 * <p>Times are nanoseconds on any clock that never goes backwards. Not thread-safe.
 */
public final class StunTransaction {
    /** What has become of a transaction. */
    public enum State {
        /** No response has counted yet. */
        WAITING,
        /** The server told the address. */
        SUCCEEDED,
        /** The server answered, but not with an address. */
        FAILED,
        /** All requests were sent, and nothing came in time. */
        TIMED_OUT,
        /** All requests were sent, and nothing came in time that the server's credentials vouch for (RFC 8489 §9.1.4). */
        INTEGRITY_VIOLATED
    }

    private final InetSocketAddress server;
    private final Timing timing;
    private final RandomGenerator random;
    private final @Nullable StunAuthentication authentication;
    private TransactionId id;
    private byte[] request;
    private State state = State.WAITING;
    private Schedule schedule; // of this request; each challenge begins another one
    private int requestsSent;
    private int discarded;
    private long started;
    private long ended;
    private @Nullable InetSocketAddress mapped;
    private @Nullable ErrorCode error;
    private String outcome = "";

    /**
     * Makes a transaction that has sent nothing, and has no credentials.
     *
     * @param timing when requests are sent; its refresh interval is not looked at
     * @param random where the 96 bits of the transaction id come from, cryptographically secure
     * @throws IllegalArgumentException if the server's address is unresolved, or its port 0
     */
    public StunTransaction(InetSocketAddress server, Timing timing, RandomGenerator random) {
        this(server, timing, random, null);
    }

    /**
     * Makes a transaction that has sent nothing. With credentials, only responses count that have message integrity under
     * them. When the server asks for them, or has another nonce, the transaction begins anew, under another id, and once
     * for each reason (RFC 8489 §9.2.5).
     *
     * @param timing when requests are sent; its refresh interval is not looked at
     * @param random where the 96 bits of the transaction id come from, cryptographically secure
     * @param authentication with that server, to be closed by the caller; null for none
     * @throws IllegalArgumentException if the server's address is unresolved, or its port 0
     */
    public StunTransaction(
            InetSocketAddress server,
            Timing timing,
            RandomGenerator random,
            @Nullable StunAuthentication authentication) {
        if (server.isUnresolved() || server.getPort() == 0) {
            throw new IllegalArgumentException("a STUN server needs a resolved address and a port; " + server
                    + (server.isUnresolved() ? " is unresolved" : " has none"));
        }
        this.server = server;
        this.timing = timing;
        this.random = random;
        this.authentication = authentication;
        this.id = TransactionId.random(random);
        this.request = signedRequest();
        this.schedule = new Schedule(timing);
    }

    private byte[] signedRequest() {
        StunMessageBuilder message = StunMessage.builder(MessageClass.REQUEST, StunMessage.BINDING, id);
        if (authentication != null) {
            authentication.sign(message);
        }
        return message.build().toBytes();
    }

    /** The server that is asked. */
    public InetSocketAddress server() {
        return server;
    }

    /** The transaction id: of the request that the server's last challenge asked for, if it sent any. */
    public TransactionId id() {
        return id;
    }

    /** The bytes of the request, the same each time until the server challenges, in a read-only buffer of the caller's own. */
    public ByteBuffer request() {
        return ByteBuffer.wrap(request).asReadOnlyBuffer();
    }

    /** What has become of it. */
    public State state() {
        return state;
    }

    /** How many requests {@link #due} has said to send. */
    public int requestsSent() {
        return requestsSent;
    }

    /** How many responses were discarded, for want of message integrity under the credentials. */
    public int responsesDiscarded() {
        return discarded;
    }

    /**
     * Whether the request is to be sent now, and counts it: the first time at once, then after RTO, doubled each time
     * (RFC 8489 §6.2.1). Where it is called late, the rest of the schedule moves, so that requests never come in bursts.
     * Rm times RTO after the last request, the transaction times out.
     */
    public boolean due(long nowNanos) {
        if (nanosToNext(nowNanos) > 0) {
            return false;
        }
        if (requestsSent == 0) {
            started = nowNanos;
        }
        if (schedule.isLastSent()) {
            end(discarded == 0 ? State.TIMED_OUT : State.INTEGRITY_VIOLATED, nowNanos);
            return false;
        }
        requestsSent++;
        schedule.sent(nowNanos);
        return true;
    }

    /** How many nanoseconds from now on {@link #due} has something to do; {@link Long#MAX_VALUE} once it has ended. */
    public long nanosToNext(long nowNanos) {
        return state == State.WAITING ? schedule.nanosToNext(nowNanos) : Long.MAX_VALUE;
    }

    /**
     * Whether the bytes between position and limit, by their header, are a response to this transaction: with its id, from
     * the address and the port of the server that was asked. Allocates nothing, so that strangers' messages cost nothing.
     */
    public boolean matches(ByteBuffer datagram, InetSocketAddress from) {
        MessageClass messageClass = StunMessage.classOf(datagram);
        return (messageClass == MessageClass.SUCCESS_RESPONSE || messageClass == MessageClass.ERROR_RESPONSE)
                && id.isAt(datagram, datagram.position() + StunMessage.HEADER - TransactionId.LENGTH)
                && server.equals(from);
    }

    /**
     * Takes the datagram between position and limit. What does not {@linkplain #matches match}, is malformed, is not of the
     * Binding method, or has a wrong fingerprint leaves everything as it was, and so does whatever comes after the end. What has
     * no message integrity, where it should, is counted.
     *
     * @return whether it was the response, and ended the transaction or began it anew
     */
    public boolean received(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
        if (state != State.WAITING || !schedule.hasBegun() || !matches(datagram, from)) {
            return false;
        }
        Optional<StunMessage> parsed = StunMessage.parse(datagram);
        if (parsed.isEmpty() || !counts(parsed.get())) {
            return false;
        }
        StunMessage response = parsed.get();
        return authentication == null ? process(response, nowNanos) : authenticate(authentication, response, nowNanos);
    }

    private boolean authenticate(StunAuthentication by, StunMessage response, long nowNanos) {
        return switch (by.judge(response)) {
            case AUTHENTIC -> process(response, nowNanos);
            case DISCARDED -> {
                discarded++;
                outcome = response.messageClass() == MessageClass.ERROR_RESPONSE ? refusal(response) : "";
                yield false;
            }
            case CHALLENGED -> {
                id = TransactionId.random(random);
                request = signedRequest();
                schedule = new Schedule(timing);
                yield true;
            }
            case REFUSED -> {
                error = response.errorCode().orElse(null);
                outcome = refusal(response) + ": " + by.refusal();
                end(State.FAILED, nowNanos);
                yield true;
            }
        };
    }

    private boolean process(StunMessage response, long nowNanos) {
        boolean success = response.messageClass() == MessageClass.SUCCESS_RESPONSE;
        if (!response.unknownRequiredAttributes().isEmpty()) { // §6.3.3, §6.3.4
            outcome = "answered with attributes that must be understood and are not: "
                    + response.unknownRequiredAttributes().stream()
                            .map(AttributeType::name)
                            .toList();
        } else if (success) {
            mapped = addressIn(response).filter(StunTransaction::isUsable).orElse(null);
            outcome = "answered without a usable address";
        } else {
            error = response.errorCode().orElse(null);
            outcome = refusal(response);
        }
        end(mapped != null ? State.SUCCEEDED : State.FAILED, nowNanos);
        return true;
    }

    private static boolean counts(StunMessage response) {
        boolean hasFingerprint = response.attribute(AttributeType.FINGERPRINT).isPresent();
        return response.method() == StunMessage.BINDING && (!hasFingerprint || response.hasValidFingerprint());
    }

    /** XOR-MAPPED-ADDRESS, which no NAT on the way has rewritten; MAPPED-ADDRESS only of servers that have no other. */
    private static Optional<InetSocketAddress> addressIn(StunMessage response) {
        return response.attribute(AttributeType.XOR_MAPPED_ADDRESS).isPresent()
                ? response.xorMappedAddress()
                : response.mappedAddress();
    }

    private static boolean isUsable(InetSocketAddress address) {
        return address.getPort() != 0
                && !address.getAddress().isAnyLocalAddress()
                && !address.getAddress().isMulticastAddress();
    }

    private static String refusal(StunMessage response) {
        String code = response.errorCode()
                .map(error -> (error.code() + " " + Text.printable(error.reason())).strip())
                .orElse("an error without a code");
        return "refused with " + code
                + response.alternateServer()
                        .map(other -> "; it says to ask " + Text.of(other) + " instead (ALTERNATE-SERVER)")
                        .orElse("");
    }

    private void end(State reached, long nowNanos) {
        state = reached;
        ended = nowNanos;
    }

    /** The address that the server saw the request come from, if it {@linkplain State#SUCCEEDED succeeded}. */
    public Optional<InetSocketAddress> mappedAddress() {
        return Optional.ofNullable(mapped);
    }

    /** The error of the server's response, if there was one. */
    public Optional<ErrorCode> error() {
        return Optional.ofNullable(error);
    }

    /** How long it took from the first request to its end, or how long it has waited until now. */
    public Duration elapsed(long nowNanos) {
        return requestsSent == 0
                ? Duration.ZERO
                : Duration.ofNanos((state == State.WAITING ? nowNanos : ended) - started);
    }

    /** Why there is no address, for people to read: the server, and what it said, or how often it was asked in vain. */
    public String failure(long nowNanos) {
        String said = state == State.FAILED ? outcome : discarded == 0 ? "did not answer" : unauthenticated();
        return "the STUN server " + Text.of(server) + " " + said + " ("
                + (requestsSent == 1 ? "1 request" : requestsSent + " requests") + " in " + Text.of(elapsed(nowNanos))
                + ")";
    }

    private String unauthenticated() {
        String last = outcome.isEmpty() ? "" : ", and the last of them " + outcome;
        String why = authentication == null ? "" : "; " + authentication.suspicion();
        return "did not answer with message integrity under the credentials: without it, or with another, came "
                + (discarded == 1 ? "1 response" : discarded + " responses") + last + why;
    }
}
