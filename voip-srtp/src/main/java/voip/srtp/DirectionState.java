package voip.srtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.SessionParameter;

/**
 * What an exported state has of one direction.
 *
 * <pre>
 * key derivation rate 8 | protections taken away, a bit each 1 | RFC 4771: mode, or 0 for none 1, rate 4, tag 1
 * number of keys 4 | place of the key to send with 4 | keys
 * number of sources 4 | sources | number of SRTCP sources 4 | SRTCP sources
 * </pre>
 *
 * @param place the place of the key to send with
 */
record DirectionState(
        SrtpParameters parameters,
        List<KeyState> keys,
        int place,
        List<SourceState> sources,
        List<SourceState> controlSources) {
    /** In the order of their bits. */
    private static final List<SessionParameter> TAKEN = List.of(
            SessionParameter.UNENCRYPTED_SRTP,
            SessionParameter.UNENCRYPTED_SRTCP,
            SessionParameter.UNAUTHENTICATED_SRTP);

    /** In the order of RFC 4771 §2, from 1. */
    private static final List<RolloverCarrier.Mode> MODES =
            List.of(RolloverCarrier.Mode.CARRYING, RolloverCarrier.Mode.ALL, RolloverCarrier.Mode.NONE);

    void writeTo(StateWriter state) {
        state.int64(parameters.keyDerivationRate());
        int taken = 0;
        for (SessionParameter parameter : parameters.without()) {
            taken |= 1 << TAKEN.indexOf(parameter);
        }
        RolloverCarrier carrier = parameters.rolloverCarrier();
        state.uint8(taken)
                .uint8(carrier == null ? 0 : 1 + MODES.indexOf(carrier.mode()))
                .int32(carrier == null ? 0 : carrier.rate())
                .uint8(carrier == null ? 0 : carrier.tagLength());
        state.int32(keys.size()).int32(place);
        keys.forEach(key -> key.writeTo(state));
        writeTo(state, sources);
        writeTo(state, controlSources);
    }

    private static void writeTo(StateWriter state, List<SourceState> sources) {
        state.int32(sources.size());
        sources.forEach(source -> source.writeTo(state));
    }

    static DirectionState readFrom(ByteBuffer state) {
        SrtpParameters parameters = parameters(state);
        int size = state.getInt();
        int place = state.getInt();
        List<KeyState> keys = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            keys.add(KeyState.readFrom(state));
        }
        return new DirectionState(parameters, keys, place, sources(state), sources(state));
    }

    private static SrtpParameters parameters(ByteBuffer state) {
        SrtpParameters parameters = SrtpParameters.standard().withKeyDerivationRate(state.getLong());
        int taken = state.get();
        for (int i = 0; i < TAKEN.size(); i++) {
            if ((taken & 1 << i) != 0) {
                parameters = parameters.with(TAKEN.get(i));
            }
        }
        int mode = state.get();
        int rate = state.getInt();
        int tagLength = state.get();
        return mode == 0
                ? parameters
                : parameters.withRolloverCarrier(new RolloverCarrier(MODES.get(mode - 1), rate, tagLength));
    }

    private static List<SourceState> sources(ByteBuffer state) {
        int size = state.getInt();
        List<SourceState> sources = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            sources.add(SourceState.readFrom(state));
        }
        return sources;
    }

    /** The keys of a state that was read, for the caller to close. */
    MasterKeys masterKeys() {
        @Nullable MasterKeys all = null;
        for (KeyState state : keys) {
            MasterKeys.Entry entry = state.key();
            if (all != null) {
                all = all.and(entry.mki(), entry.key(), entry.lifetime());
            } else if (entry.mki().length == 0) {
                all = MasterKeys.of(entry.key(), entry.lifetime());
            } else {
                all = MasterKeys.of(entry.mki(), entry.key(), entry.lifetime());
            }
        }
        if (all == null) {
            throw new IllegalStateException("a direction without a key was exported");
        }
        return all;
    }
}
