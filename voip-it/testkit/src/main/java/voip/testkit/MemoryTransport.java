package voip.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import voip.api.MediaClock;
import voip.api.MediaSocket;
import voip.api.MediaSocketOptions;
import voip.api.Transport;

/** The network in memory, as a stack sees it. */
record MemoryTransport(MemoryNetwork network) implements Transport {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public MediaSocket open(List<InetSocketAddress> locals, MediaSocketOptions options) throws IOException {
        return network.open(locals, true);
    }

    @Override
    public MediaClock clock() {
        return network.clock();
    }
}
