package voip.bench.path;

import java.nio.ByteBuffer;
import java.util.Random;
import voip.api.Datagram;

/** The one datagram that a media thread has, which is another packet each time: one of several that lie in its buffer, chosen at random. */
final class OneDatagram {
    private final Datagram datagram = new Datagram();
    private final int[] starts = new int[Operation.WORKLOAD];
    private final int[] ends = new int[Operation.WORKLOAD];

    /** Lays as many of the packets into the buffer as it has room for. */
    OneDatagram(ByteBuffer[] packets) {
        ByteBuffer buffer = datagram.bytes();
        int[] bounds = new int[packets.length + 1];
        int count = 0;
        while (count < packets.length && packets[count].remaining() <= buffer.remaining()) {
            buffer.put(packets[count++]);
            bounds[count] = buffer.position();
        }
        Random random = new Random(count);
        for (int i = 0; i < starts.length; i++) {
            int chosen = random.nextInt(count);
            starts[i] = bounds[chosen];
            ends[i] = bounds[chosen + 1];
        }
    }

    /** The datagram as the packet of a number below {@link Operation#WORKLOAD}. */
    Datagram as(int number) {
        datagram.bytes().limit(ends[number]).position(starts[number]);
        return datagram;
    }
}
