package voip.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import voip.api.Datagram;
import voip.api.MediaSocket;
import voip.stun.MessageClass;
import voip.stun.StunMessage;
import voip.stun.StunMessageBuilder;
import voip.testkit.MemoryNetwork;

/** A STUN server in the network in memory, which answers as the test says, when the test says. */
final class VirtualStunServer {
    /** A request as it came. */
    record Request(StunMessage message, InetSocketAddress from) {
        StunMessageBuilder answer(MessageClass messageClass) {
            return StunMessage.builder(messageClass, StunMessage.BINDING, message.transactionId());
        }

        /** What a NAT would have made of the source. */
        StunMessage mapped(String host, int plusPort) {
            return answer(MessageClass.SUCCESS_RESPONSE)
                    .xorMappedAddress(new InetSocketAddress(host, from.getPort() + plusPort))
                    .build();
        }
    }

    private final MediaSocket socket;
    private final int port;

    VirtualStunServer(MemoryNetwork network, InetSocketAddress address) throws IOException {
        socket = network.open(address);
        port = address.getPort();
    }

    /** The requests that are there by now. */
    List<Request> requests() throws IOException {
        List<Request> requests = new ArrayList<>();
        Datagram datagram = new Datagram();
        while (socket.receive(datagram, 0)) {
            requests.add(new Request(StunMessage.parse(datagram.bytes()).orElseThrow(), datagram.remote()));
        }
        return requests;
    }

    void send(StunMessage response, InetSocketAddress to) throws IOException {
        socket.send(ByteBuffer.wrap(response.toBytes()), port, to);
    }

    /** Answers all requests that are there by now. */
    void answer(BiFunction<Request, Integer, StunMessage> response) throws IOException {
        int number = 0;
        for (Request request : requests()) {
            send(response.apply(request, number++), request.from());
        }
    }
}
