package voip.srtp;

import java.nio.ByteBuffer;
import voip.api.srtp.MasterKey;

/**
 * What an exported state has of a master key.
 *
 * @param packets how many SRTP packets count as protected, those reserved included
 * @param controlPackets how many SRTCP packets
 */
record KeyState(MasterKeys.Entry key, long packets, long controlPackets) {
    void writeTo(StateWriter state) {
        writeTo(state, key.mki());
        writeTo(state, key.key().key());
        writeTo(state, key.key().salt());
        state.int64(key.lifetime()).int64(packets).int64(controlPackets);
    }

    private static void writeTo(StateWriter state, byte[] bytes) {
        state.uint8(bytes.length).bytes(bytes);
    }

    static KeyState readFrom(ByteBuffer state) {
        byte[] mki = bytes(state);
        MasterKey key = new MasterKey(bytes(state), bytes(state));
        return new KeyState(new MasterKeys.Entry(key, mki, state.getLong()), state.getLong(), state.getLong());
    }

    private static byte[] bytes(ByteBuffer state) {
        byte[] bytes = new byte[state.get() & 0xFF];
        state.get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "KeyState";
    }
}
