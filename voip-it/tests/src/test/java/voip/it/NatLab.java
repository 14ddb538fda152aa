package voip.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A client behind a real NAT, in network namespaces without a way to anywhere else:
 *
 * <pre>
 * client 10.77.1.2 -- 10.77.1.1 NAT 10.77.2.1 -- 10.77.2.2 coturn, port 3478
 * </pre>
 *
 * <p>The NAT maps the client's UDP ports {@value #MEDIA_PORT} and {@value #CONTROL_PORT} to {@value #OUTSIDE_MEDIA_PORT} and
 * {@value #OUTSIDE_CONTROL_PORT}, so that neither is the port that anybody would guess.
 */
final class NatLab implements AutoCloseable {
    static final String CLIENT = "10.77.1.2";
    static final String OUTSIDE = "10.77.2.1";
    static final String SERVER = "10.77.2.2:3478";
    static final int MEDIA_PORT = 5004;
    static final int CONTROL_PORT = 5005;
    static final int OUTSIDE_MEDIA_PORT = 6004;
    static final int OUTSIDE_CONTROL_PORT = 6011;

    private final String client = "voipc" + ProcessHandle.current().pid();
    private final String nat = "voipn" + ProcessHandle.current().pid();
    private final String outside = "voips" + ProcessHandle.current().pid();
    private final Processes.Running coturn;

    private NatLab(Path files) throws Exception {
        try {
            build();
            coturn = Coturn.start(in(outside), files, 3478, "10.77.2.2");
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            removeNamespaces();
            throw e;
        }
    }

    /** Makes it, if this machine allows; otherwise the test fails if peers are required, and is skipped if not. */
    static NatLab open(Path files) throws Exception {
        Peers.require("ip", "iptables", Coturn.PROGRAM);
        String probe = "voipp" + ProcessHandle.current().pid();
        boolean allowed = Processes.run(10, "ip", "netns", "add", probe).exitCode() == 0;
        Processes.run(10, "ip", "netns", "del", probe);
        Peers.require(allowed, "network namespaces cannot be made (not root?)", Boolean.getBoolean("peers.required"));
        NatLab lab = new NatLab(files);
        try {
            Coturn.awaitAnswer(lab.coturn, in(lab.client), SERVER);
            return lab;
        } catch (Exception | Error e) {
            lab.close();
            throw e;
        }
    }

    private void build() throws IOException, InterruptedException {
        for (String namespace : List.of(client, nat, outside)) {
            ip("netns", "add", namespace);
            ip("-n", namespace, "link", "set", "lo", "up");
        }
        ip("link", "add", "c0", "netns", client, "type", "veth", "peer", "name", "n0", "netns", nat);
        ip("link", "add", "s0", "netns", outside, "type", "veth", "peer", "name", "n1", "netns", nat);
        connect(client, "c0", CLIENT);
        connect(nat, "n0", "10.77.1.1");
        connect(nat, "n1", OUTSIDE);
        connect(outside, "s0", "10.77.2.2");
        ip("-n", client, "route", "add", "default", "via", "10.77.1.1");
        inside(nat, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        map(MEDIA_PORT, OUTSIDE_MEDIA_PORT);
        map(CONTROL_PORT, OUTSIDE_CONTROL_PORT);
        inside(nat, "iptables", "-t", "nat", "-A", "POSTROUTING", "-o", "n1", "-j", "MASQUERADE");
    }

    private void connect(String namespace, String device, String address) throws IOException, InterruptedException {
        ip("-n", namespace, "addr", "add", address + "/24", "dev", device);
        ip("-n", namespace, "link", "set", device, "up");
    }

    private void map(int port, int outsidePort) throws IOException, InterruptedException {
        List<String> rule = new ArrayList<>(List.of("iptables", "-t", "nat", "-A", "POSTROUTING", "-o", "n1"));
        rule.addAll(List.of("-p", "udp", "--sport", Integer.toString(port)));
        rule.addAll(List.of("-j", "SNAT", "--to-source", OUTSIDE + ":" + outsidePort));
        inside(nat, rule.toArray(String[]::new));
    }

    /** A command, to be run where the client is. */
    List<String> client(List<String> command) {
        List<String> whole = in(client);
        whole.addAll(command);
        return whole;
    }

    private static List<String> in(String namespace) {
        return new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    }

    private static void inside(String namespace, String... command) throws IOException, InterruptedException {
        List<String> whole = in(namespace);
        whole.addAll(List.of(command));
        run(whole);
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("ip"));
        whole.addAll(List.of(arguments));
        run(whole);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Processes.Result result = Processes.run(20, command);
        if (result.exitCode() != 0) {
            throw new IOException(String.join(" ", command) + ": " + result.all());
        }
    }

    private void removeNamespaces() {
        for (String namespace : List.of(client, nat, outside)) {
            try {
                Processes.run(10, "ip", "netns", "del", namespace);
            } catch (IOException e) {
                System.out.println("left behind: " + namespace + ", because " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        coturn.close();
        removeNamespaces();
    }
}
