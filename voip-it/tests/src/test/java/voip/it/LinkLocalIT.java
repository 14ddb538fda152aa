package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import voip.api.Call;
import voip.api.Encryption;
import voip.api.MediaDescription;
import voip.api.Verdict;
import voip.api.VoipStack;

/** A peer behind a link of its own, in a network namespace, whose description has a link-local IPv6 address. */
@Timeout(60)
class LinkLocalIT {
    private static final String ID = Long.toString(ProcessHandle.current().pid() % 100_000);
    private static final String NAMESPACE = "voip-it-" + ID;
    private static final String LINK = "vit" + ID;
    private static final String PEERS_LINK = "vip" + ID;

    private static final String ECHOES = """
            import socket, sys
            s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
            s.bind(('fe80::7', int(sys.argv[1]), 0, socket.if_nametoindex(sys.argv[2])))
            print('ready', flush=True)
            while True:
                data, source = s.recvfrom(2048)
                s.sendto(data, source)
            """;

    private static boolean does(String command) throws Exception {
        return Processes.run(10, command.split(" ")).exitCode() == 0;
    }

    @BeforeEach
    void makeTheLink() throws Exception {
        Peers.require("python3", "ip");
        boolean made = does("ip netns add " + NAMESPACE)
                && does("ip link add " + LINK + " type veth peer name " + PEERS_LINK + " netns " + NAMESPACE)
                && does("ip link set " + LINK + " up")
                && does("ip -n " + NAMESPACE + " link set " + PEERS_LINK + " up")
                && does("ip addr add fd76:6f69:70::1/64 dev " + LINK + " nodad")
                && does("ip -n " + NAMESPACE + " addr add fe80::7/64 dev " + PEERS_LINK + " nodad")
                && does("ip -n " + NAMESPACE + " -6 route add fd76:6f69:70::/64 dev " + PEERS_LINK);
        Peers.require(made, "this user may not make network namespaces with IPv6", false);
    }

    @AfterEach
    void removeIt() throws Exception {
        if (Peers.isPresent("ip")) {
            does("ip link del " + LINK);
            does("ip netns del " + NAMESPACE);
        }
    }

    @Test
    void isReachedThroughTheInterfaceThatTheStackIsBoundTo() throws Exception {
        int port = Peers.freePair();
        AtomicInteger echoed = new AtomicInteger();
        List<String> echo =
                List.of("ip", "netns", "exec", NAMESPACE, "python3", "-c", ECHOES, Integer.toString(port), PEERS_LINK);
        try (VoipStack stack = Stacks.started(
                        VoipStack.builder().networkInterface(LINK).encryption(Encryption.NONE));
                Processes.Running peer = Processes.start(echo)) {
            Peers.await("its port", peer, () -> peer.toString().contains("ready"));
            MediaDescription offer =
                    MediaDescription.parse("m=audio " + port + " RTP/AVP 0\r\nc=IN IP6 fe80::7\r\na=rtcp-mux\r\n");
            Call call = stack.answer(offer, "peer", c -> packet -> echoed.incrementAndGet());
            assertTrue(call.media().toSdp().contains("IN IP6"), "no address of another family is named");
            Stacks.await("an echo", () -> {
                assertEquals(Verdict.ACCEPTED, call.send(Stacks.packet(0, (byte) 1)));
                return echoed.get() > 0;
            });
        }
    }
}
