package voip.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContenderTest {
    private static final int CALLS = 3;

    private final Recorder recorder = new Recorder();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countsWhatComesBackAndTimesEachPacketOnce(boolean blocking) throws IOException {
        try (Contender contender =
                contender(blocking ? BareLoop.blocking(recorder) : BareLoop.selecting(List.of(), recorder))) {
            List<Work> works = contender.work(3);
            assertEquals(3, works.size());
            for (Work work : works) {
                assertTrue(work.cpuNanos() > 0 && work.bytes() >= 0, works.toString());
            }
            Histogram delays = new Histogram();
            Slice paced = contender.pace(200, 2000, delays);
            assertTrue(paced.sent() > 0);
            assertEquals(paced.sent(), paced.echoed());
            assertEquals(paced.sent(), delays.count());
            assertEquals("", contender.trouble());
        }
    }

    /** One of seven, so that each call loses some; the peers go on to the next one's turn. */
    @Test
    void countsWhatIsLost() throws IOException {
        try (Contender contender = contender(new Forgetful(recorder))) {
            Slice first = contender.pace(210, 5000, null);
            assertEquals(first.sent() / 7, first.lost());
            Slice second = contender.pace(70, 5000, null);
            assertEquals((first.sent() + second.sent()) / 7, first.lost() + second.lost());
        }
    }

    @Test
    void endsWhereNothingComesBack() throws IOException {
        try (Contender contender = contender(new Forgetful(recorder, 1))) {
            contender.work(1);
            Slice paced = contender.pace(10, 1000, null);
            assertEquals(0, paced.echoed());
            assertEquals(paced.sent(), paced.lost());
        }
    }

    private Contender contender(Echo echo) throws IOException {
        Peers peers = Peers.open(CALLS);
        peers.connect(echo.address());
        Packets packets = new Packets(CALLS, 20, List.of(), Packets.store());
        return new Contender("echo", CALLS, peers, packets, recorder, echo);
    }

    /** An echo that sends one packet of some not back. */
    private static final class Forgetful implements Echo {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final Recorder recorder;
        private final int of;

        Forgetful(Recorder recorder) throws IOException {
            this(recorder, 7);
        }

        Forgetful(Recorder recorder, int of) throws IOException {
            this.recorder = recorder;
            this.of = of;
            Thread thread = new Thread(this::run, "forgetful");
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                for (int received = 1; ; received++) {
                    socket.receive(packet);
                    recorder.handling(received);
                    if (received % of != 0) {
                        socket.send(packet);
                    }
                }
            } catch (IOException closed) {
                // the end of the test
            }
        }

        @Override
        public InetSocketAddress address() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
