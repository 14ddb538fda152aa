package voip.stun;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A STUN server did not tell our address; the message says which, and what came of it. */
public final class StunFailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int requestsSent;
    private final Duration elapsed;
    private final transient @Nullable ErrorCode error;
    private final int responsesDiscarded;

    StunFailedException(StunTransaction transaction, long nowNanos, @Nullable IOException cause) {
        super(transaction.failure(nowNanos) + (cause == null ? "" : ": " + reason(cause)), cause);
        requestsSent = transaction.requestsSent();
        elapsed = transaction.elapsed(nowNanos);
        error = transaction.error().orElse(null);
        responsesDiscarded = transaction.responsesDiscarded();
    }

    /** The crypto module does not take the credentials, so that nobody was asked. */
    StunFailedException(InetSocketAddress server, GeneralSecurityException cause) {
        super("the STUN server " + Text.of(server) + " was not asked: " + cause.getMessage(), cause);
        requestsSent = 0;
        elapsed = Duration.ZERO;
        error = null;
        responsesDiscarded = 0;
    }

    private static String reason(IOException cause) {
        return cause instanceof PortUnreachableException
                ? "it is unreachable (ICMP)" // RFC 8489 §6.2.1: that is final
                : String.valueOf(cause.getMessage());
    }

    /** How many requests were sent. */
    public int requestsSent() {
        return requestsSent;
    }

    /** How long was waited, from the first request on. */
    public Duration elapsed() {
        return elapsed;
    }

    /** How many responses came, and were discarded for want of message integrity under the credentials. */
    public int responsesDiscarded() {
        return responsesDiscarded;
    }

    /** The error that the server answered with, if it did. */
    public Optional<ErrorCode> error() {
        return Optional.ofNullable(error);
    }
}
