package voip.stun;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A STUN server did not tell our address; the message says which, and what came of it. */
public final class StunFailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int requestsSent;
    private final Duration elapsed;
    private final transient @Nullable ErrorCode error;

    StunFailedException(StunTransaction transaction, long nowNanos, @Nullable IOException cause) {
        super(transaction.failure(nowNanos) + (cause == null ? "" : ": " + reason(cause)), cause);
        requestsSent = transaction.requestsSent();
        elapsed = transaction.elapsed(nowNanos);
        error = transaction.error().orElse(null);
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

    /** The error that the server answered with, if it did. */
    public Optional<ErrorCode> error() {
        return Optional.ofNullable(error);
    }
}
