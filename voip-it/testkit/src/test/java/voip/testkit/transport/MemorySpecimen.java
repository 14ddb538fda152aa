package voip.testkit.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import voip.api.Datagram;
import voip.api.MediaClock;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;
import voip.api.Transport;
import voip.testkit.MemoryNetwork;

/** The contract as it is for the network in memory, whose time passes only when it is told to. */
abstract class MemorySpecimen extends TransportContract {
    private final MemoryNetwork network = new MemoryNetwork();

    @Override
    protected Transport transport() {
        return new OnlyWhereItIsReceivedFrom(network.transport());
    }

    @Override
    protected void elapse(Duration time) {
        network.advance(time);
    }

    @AfterEach
    void closeNetwork() {
        network.close();
    }

    /** Time waits for a thread at every socket of this network, until one has been there and has ended. */
    private record OnlyWhereItIsReceivedFrom(Transport memory) implements Transport {
        @Override
        public String name() {
            return memory.name();
        }

        @Override
        public MediaSocket open(List<InetSocketAddress> locals, MediaSocketOptions options) throws IOException {
            MediaSocket socket = memory.open(locals, options);
            FutureTask<Boolean> once = new FutureTask<>(() -> socket.receive(new Datagram(), 0));
            Thread visitor = new Thread(once);
            visitor.start();
            try {
                visitor.join();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return socket;
        }

        @Override
        public MediaClock clock() {
            return memory.clock();
        }
    }
}
