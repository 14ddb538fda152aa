package voip.testkit.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import voip.api.Datagram;
import voip.api.MediaClock;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;
import voip.api.Transport;
import voip.testkit.ContractRun;

/** The contract of transports is red for sockets that are broken in one thing, and green for those that are not. */
class PlantedTransportsTest {
    private static UnaryOperator<MediaSocket> flaw = UnaryOperator.identity();

    /** The network in memory, with the flaw that is under test just now. */
    static final class Flawed extends MemorySpecimen {
        @Override
        protected Transport transport() {
            return new FlawedTransport(super.transport());
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(500);
        }
    }

    private record FlawedTransport(Transport good) implements Transport {
        @Override
        public String name() {
            return good.name();
        }

        @Override
        public MediaSocket open(List<InetSocketAddress> locals, MediaSocketOptions options) throws IOException {
            return flaw.apply(good.open(locals, options));
        }

        @Override
        public MediaClock clock() {
            return good.clock();
        }
    }

    /** Another socket's work. */
    private static class Socket implements MediaSocket {
        final MediaSocket good;

        Socket(MediaSocket good) {
            this.good = good;
        }

        @Override
        public List<InetSocketAddress> localAddresses() {
            return good.localAddresses();
        }

        @Override
        public boolean receive(Datagram into, long nanos) throws IOException {
            return good.receive(into, nanos);
        }

        @Override
        public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
            good.send(bytes, localPort, to);
        }

        @Override
        public void wakeup() {
            good.wakeup();
        }

        @Override
        public void close() throws IOException {
            good.close();
        }
    }

    private static void assertNoticed(UnaryOperator<MediaSocket> planted, String... tests) {
        flaw = planted;
        ContractRun.assertRed(Flawed.class, tests);
    }

    @Test
    void isGreenForOneThatIsRight() {
        flaw = Socket::new;
        ContractRun.assertGreen(Flawed.class, 0);
    }

    @Test
    void noticesThatTheFirstPortIsTakenForAll() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public boolean receive(Datagram into, long nanos) throws IOException {
                        boolean received = good.receive(into, nanos);
                        into.arrived(into.remote(), good.localAddresses().get(0).getPort(), into.arrivalNanos());
                        return received;
                    }

                    @Override
                    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
                        good.send(bytes, good.localAddresses().get(0).getPort(), to);
                    }
                },
                "tellsWhereADatagramCameFromAndWhereAndWhenItArrived",
                "oneThreadWaitsForAllPorts",
                "sendsFromThePortThatIsAskedFor");
    }

    @Test
    void noticesThatAddressesAreInAnotherOrder() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public List<InetSocketAddress> localAddresses() {
                        List<InetSocketAddress> all = new ArrayList<>(good.localAddresses());
                        Collections.rotate(all, 1);
                        return all;
                    }
                },
                "bindsEachAddressInTheOrderInWhichTheyAreAskedFor");
    }

    @Test
    void noticesThatArrivalsAreOnAnotherClock() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public boolean receive(Datagram into, long nanos) throws IOException {
                        boolean received = good.receive(into, nanos);
                        into.arrived(into.remote(), into.localPort(), into.arrivalNanos() - 3_600_000_000_000L);
                        return received;
                    }
                },
                "tellsWhereADatagramCameFromAndWhereAndWhenItArrived");
    }

    @Test
    void noticesThatWholeArraysAreSent() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
                        good.send(bytes.duplicate().clear(), localPort, to);
                        bytes.position(bytes.limit());
                    }
                },
                "sendsFromPositionToLimitOfAnyBuffer");
    }

    @Test
    void noticesThatThePositionStays() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
                        good.send(bytes.duplicate(), localPort, to);
                    }
                },
                "sendsFromPositionToLimitOfAnyBuffer");
    }

    @Test
    void noticesThatTheSlotBeginsWhereItWasLeft() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public boolean receive(Datagram into, long nanos) throws IOException {
                        int position = into.bytes().position();
                        boolean received = good.receive(into, nanos);
                        into.bytes().position(Math.min(position, into.bytes().limit()));
                        return received;
                    }
                },
                "fillsTheSlotFromItsBeginning");
    }

    @Test
    void noticesThatLongDatagramsLookWhole() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public boolean receive(Datagram into, long nanos) throws IOException {
                        boolean received = good.receive(into, nanos);
                        into.bytes().limit(Math.min(1500, into.bytes().limit()));
                        return received;
                    }
                },
                "fillsTheSlotWithWhatFitsOfALongDatagram");
    }

    @Test
    void noticesThatEmptyDatagramsAreDropped() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
                        if (bytes.hasRemaining()) {
                            good.send(bytes, localPort, to);
                        }
                    }
                },
                "carriesEmptyDatagrams");
    }

    @Test
    void noticesThatAWakeupIsLostUnlessAThreadWaits() {
        assertNoticed(
                socket -> new Socket(socket) {
                    private volatile boolean waiting;

                    @Override
                    public boolean receive(Datagram into, long nanos) throws IOException {
                        waiting = true;
                        try {
                            return good.receive(into, nanos);
                        } finally {
                            waiting = false;
                        }
                    }

                    @Override
                    public void wakeup() {
                        if (waiting) {
                            good.wakeup();
                        }
                    }
                },
                "remembersAWakeupBeforeTheWait");
    }

    @Test
    void noticesThatNobodyIsWoken() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public void wakeup() {}
                },
                "remembersAWakeupBeforeTheWait",
                "isWokenByAnotherThread");
    }

    @Test
    void noticesThatATimeOutIsAnException() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public boolean receive(Datagram into, long nanos) throws IOException {
                        if (!good.receive(into, nanos)) {
                            throw new IOException("timed out");
                        }
                        return true;
                    }
                },
                "returnsWithoutADatagramWhenTheTimeHasPassed",
                "isWokenByAnotherThread");
    }

    @Test
    void noticesThatAReceiverOutlivesItsSocket() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public void close() {}
                },
                "closingEndsAWait",
                "aClosedSocketRefusesAndClosesAgainWithoutEffect",
                "portsAreFreeAsSoonAsTheirSocketIsClosed");
    }

    @Test
    void noticesThatClosingIsAnUncheckedExceptionForOthers() {
        assertNoticed(
                socket -> new Socket(socket) {
                    private volatile boolean closed;

                    @Override
                    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
                        if (closed) {
                            throw new IllegalStateException("the socket is closed");
                        }
                        good.send(bytes, localPort, to);
                    }

                    @Override
                    public void close() throws IOException {
                        closed = true;
                        good.close();
                    }
                },
                "closingUnderASenderIsAnIoExceptionAtMost",
                "aClosedSocketRefusesAndClosesAgainWithoutEffect");
    }

    @Test
    void noticesThatAnInterruptedSenderClosesTheSocket() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
                        if (Thread.currentThread().isInterrupted()) {
                            good.close();
                        }
                        good.send(bytes, localPort, to);
                    }
                },
                "anInterruptedSenderClosesNothing");
    }

    @Test
    void noticesThatAnUnresolvedAddressIsAnUncheckedException() {
        assertNoticed(
                socket -> new Socket(socket) {
                    @Override
                    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
                        to.getAddress().isAnyLocalAddress(); // there is none
                        good.send(bytes, localPort, to);
                    }
                },
                "refusesWhatCannotBeSentWithAnIoException");
    }
}
