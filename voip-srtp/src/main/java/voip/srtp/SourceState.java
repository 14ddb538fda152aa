package voip.srtp;

import java.nio.ByteBuffer;

/**
 * What an exported state has of a source.
 *
 * @param closed the index up to which all are closed, or {@link PacketIndex#NONE}
 * @param counter the roll-over counter that is set for its next packet; {@link #NO_COUNTER} if it goes on behind what is closed
 */
record SourceState(int ssrc, long closed, long counter) {
    static final long NO_COUNTER = -1;

    void writeTo(StateWriter state) {
        state.int32(ssrc).int64(closed).int64(counter);
    }

    static SourceState readFrom(ByteBuffer state) {
        return new SourceState(state.getInt(), state.getLong(), state.getLong());
    }
}
