package voip.app.bench;

import java.nio.ByteBuffer;
import java.util.List;
import voip.api.Verdict;
import voip.srtp.SrtpSession;

/**
 * The packets that peers send, made before they are sent: of all calls by turns, with rising sequence numbers, and protected
 * where there are sessions.
 *
 * <p>A packet's number stands in its RTP timestamp, and its call in its SSRC; both are in the clear in SRTP too.
 */
final class Packets {
    /** The longest datagram, in bytes. */
    static final int LONGEST = 2048;

    private static final int HEADER = 12;
    private static final int SSRC = 0x5EED_0000;

    private final int calls;
    private final int payload;
    private final List<SrtpSession> sessions;
    private final ByteBuffer store;
    private int first;
    private int count;
    private int length;

    /**
     * Packets of so many calls.
     *
     * @param sessions to protect with, one for each call; none for plain packets
     * @param store of {@link Recorder#SLOTS} packets; others may use it between a slice and the next
     */
    Packets(int calls, int payload, List<SrtpSession> sessions, ByteBuffer store) {
        this.calls = calls;
        this.payload = payload;
        this.sessions = sessions;
        this.store = store;
    }

    /** Room for the packets of one slice. */
    static ByteBuffer store() {
        return ByteBuffer.allocateDirect(Recorder.SLOTS * LONGEST);
    }

    static int number(ByteBuffer packet) {
        return packet.getInt(packet.position() + 4);
    }

    static int call(ByteBuffer packet) {
        return packet.getInt(packet.position() + 8) - SSRC;
    }

    /** Whether it shares the port with RTP and is something else (RFC 5761 §4). */
    static boolean isControl(ByteBuffer packet) {
        int type = packet.get(packet.position() + 1) & 0xFF;
        return type >= 192 && type <= 223;
    }

    /** Makes the next packets; those before are gone. */
    void prepare(int next) {
        first += count;
        count = next;
        for (int i = 0; i < next; i++) {
            make(first + i, i);
        }
    }

    private void make(int number, int slot) {
        int call = number % calls;
        int start = slot * LONGEST;
        store.clear().position(start).limit(start + HEADER + payload);
        store.put((byte) 0x80).put((byte) 0).putShort((short) (number / calls));
        store.putInt(number).putInt(SSRC + call);
        while (store.hasRemaining()) {
            store.put((byte) store.position());
        }
        store.position(start);
        if (!sessions.isEmpty() && sessions.get(call).protect(store) != Verdict.ACCEPTED) {
            throw new IllegalStateException("the cipher suite refuses to protect a packet");
        }
        length = store.remaining();
    }

    /** The number of the first one. */
    int first() {
        return first;
    }

    /** How many bytes each has. */
    int length() {
        return length;
    }

    /** A packet, from 0 on, until the next one is asked for. */
    ByteBuffer get(int index) {
        return store.limit(index * LONGEST + length).position(index * LONGEST);
    }
}
