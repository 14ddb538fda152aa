package voip.api;

import java.util.List;
import java.util.function.IntPredicate;
import voip.api.spi.DatagramProtocol;

/** The media thread's table of first bytes, with STUN and RTP in it, for who measures it. */
public final class FirstByteAccess {
    private record Claim(String name, IntPredicate bytes) implements DatagramProtocol {
        @Override
        public boolean claims(int firstByte) {
            return bytes.test(firstByte);
        }

        @Override
        public Verdict received(Datagram datagram) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long due(long nowNanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private final DatagramProtocol media = new Claim("RTP", first -> first >= 128 && first <= 191);
    private final FirstByteTable table = new FirstByteTable(List.of(new Claim("STUN", first -> first <= 3), media));

    /** Makes the table. */
    public FirstByteAccess() {}

    /** Whether a datagram is RTP or RTCP, and not STUN. */
    public boolean isMedia(Datagram datagram) {
        DatagramProtocol owner =
                table.owner(datagram.bytes().get(datagram.bytes().position()));
        if (owner == null) {
            throw new AssertionError("unclaimed");
        }
        return owner == media;
    }
}
