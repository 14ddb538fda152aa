package voip.api;

import java.util.List;

/**
 * The application's side of calls: a service that opens one {@link CallSession} for each call.
 *
 * <p>A handler is given with {@link VoipStack#answer} or {@link VoipStack#offer}, or found on the module path and used for
 * calls that name none. An echo is {@code call -> call::send}.
 */
@FunctionalInterface
public interface CallHandler {
    /**
     * Opens the session of a new call, on the thread that makes the call and before its first packet.
     *
     * <p>What it throws is thrown to whoever makes the call, which is then not made.
     */
    CallSession open(Call call);

    /**
     * Chooses the codec of a call that answers an offer.
     *
     * @param offer the peer's description
     * @param common the offered codecs that the stack was given too, in the stack's order of preference, with the
     *     offerer's payload type numbers; never empty
     * @return one of {@code common}; by default the first
     */
    default PayloadType chooseCodec(MediaDescription offer, List<PayloadType> common) {
        return common.get(0);
    }
}
