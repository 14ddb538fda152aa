package voip.api;

import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import voip.api.spi.DatagramProtocol;

/** A protocol that claims a range of first bytes and does what it is told. */
final class FakeProtocol implements DatagramProtocol {
    volatile Function<Datagram, Verdict> received = datagram -> Verdict.ACCEPTED;
    volatile LongUnaryOperator due = now -> Long.MAX_VALUE;

    private final String name;
    private final int from;
    private final int to;

    FakeProtocol(String name, int from, int to) {
        this.name = name;
        this.from = from;
        this.to = to;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean claims(int firstByte) {
        return firstByte >= from && firstByte <= to;
    }

    @Override
    public Verdict received(Datagram datagram) {
        return received.apply(datagram);
    }

    @Override
    public long due(long nowNanos) {
        return due.applyAsLong(nowNanos);
    }

    @Override
    public void close() {}
}
