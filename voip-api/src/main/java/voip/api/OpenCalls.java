package voip.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import voip.api.spi.RtpLeg;

/** The open calls of a stack, those of unknown callers among them. Any thread may ask and change. */
final class OpenCalls {
    private final Map<RtpLeg, StackCall> byLeg = new ConcurrentHashMap<>();
    private final Set<StackCall> unknownCallers = ConcurrentHashMap.newKeySet();

    /** Keeps a new call, which its first packet may find already. */
    void keep(StackCall call) {
        byLeg.put(call.leg(), call);
    }

    /** Keeps that a call is an unknown caller's, unless it is closed by now. */
    void keepUnknownCaller(StackCall call) {
        unknownCallers.add(call);
        forgetIfClosed(call);
    }

    void forget(StackCall call) {
        byLeg.remove(call.leg());
        unknownCallers.remove(call);
    }

    /** A call may be closed by another thread that its handler told of it, before it is kept. */
    void forgetIfClosed(StackCall call) {
        if (call.isClosed()) {
            forget(call);
        }
    }

    /** The call of a leg; null if it is closed. */
    @Nullable
    StackCall of(RtpLeg leg) {
        return byLeg.get(leg);
    }

    /** How many are unknown callers'. */
    int unknownCallers() {
        return unknownCallers.size();
    }

    List<Call> list() {
        return List.copyOf(byLeg.values());
    }

    /** A view of all. */
    Collection<StackCall> all() {
        return byLeg.values();
    }
}
