package voip.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * One UDP datagram as it was received: its bytes, where it came from, where and when it arrived.
 *
 * <p>A datagram is a reusable slot: a media thread owns one and hands it to {@link MediaSocket#receive} again and again.
 */
public final class Datagram {
    /** The size of the slot in bytes. A datagram that fills it is refused as {@link Verdict#TRUNCATED}. */
    public static final int CAPACITY = 2048;

    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY);
    private InetSocketAddress remote = NOWHERE;
    private int localPort;
    private long arrivalNanos;

    /** Makes an empty slot. */
    public Datagram() {}

    /** The bytes, from position to limit, in an array-backed buffer of {@link #CAPACITY} whose array offset is 0. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** The source address. */
    public InetSocketAddress remote() {
        return remote;
    }

    /** The local port it arrived at. */
    public int localPort() {
        return localPort;
    }

    /** When it arrived, on the transport's {@link Transport#clock() clock}, in nanoseconds. */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    /** Records where a datagram came from and when; for transports, after they have filled {@link #bytes()}. */
    public void arrived(InetSocketAddress from, int atLocalPort, long nanos) {
        if (remote != from) { // a collector has to be told of each reference that is written
            remote = from;
        }
        localPort = atLocalPort;
        arrivalNanos = nanos;
    }
}
