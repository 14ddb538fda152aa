package voip.testkit;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is bound to which address; a wildcard address is bound to its port of every address. */
final class AddressTable {
    private static final int FIRST_EPHEMERAL = 49_152;
    private static final int LAST = 65_535;

    private final Map<InetSocketAddress, MemorySocket> exact = new HashMap<>();
    private final Map<Integer, MemorySocket> wildcard = new HashMap<>();
    private int nextEphemeral = FIRST_EPHEMERAL;

    /** The addresses with ports in place of 0, all of them free; nothing is bound yet. */
    List<InetSocketAddress> resolve(List<InetSocketAddress> locals) throws SocketException {
        List<InetSocketAddress> chosen = new ArrayList<>();
        for (InetSocketAddress local : locals) {
            if (local.isUnresolved()) {
                throw new SocketException("cannot bind to the unresolved address " + local);
            }
            InetSocketAddress address = local.getPort() == 0 ? ephemeral(local, chosen) : local;
            if (isTaken(address, chosen)) {
                throw new BindException("address already in use: " + address);
            }
            chosen.add(address);
        }
        return chosen;
    }

    void bind(MemorySocket socket) {
        for (InetSocketAddress local : socket.localAddresses()) {
            if (local.getAddress().isAnyLocalAddress()) {
                wildcard.put(local.getPort(), socket);
            } else {
                exact.put(local, socket);
            }
        }
    }

    void unbind(MemorySocket socket) {
        exact.values().removeIf(socket::equals);
        wildcard.values().removeIf(socket::equals);
    }

    @Nullable
    MemorySocket find(InetSocketAddress to) {
        MemorySocket found = exact.get(to);
        return found != null ? found : wildcard.get(to.getPort());
    }

    private InetSocketAddress ephemeral(InetSocketAddress local, List<InetSocketAddress> chosen) throws BindException {
        for (int tries = FIRST_EPHEMERAL; tries <= LAST; tries++) {
            InetSocketAddress candidate = new InetSocketAddress(local.getAddress(), nextEphemeral);
            nextEphemeral = nextEphemeral == LAST ? FIRST_EPHEMERAL : nextEphemeral + 1;
            if (!isTaken(candidate, chosen)) {
                return candidate;
            }
        }
        throw new BindException("no free port at " + local.getAddress());
    }

    private boolean isTaken(InetSocketAddress address, List<InetSocketAddress> chosen) {
        return wildcard.containsKey(address.getPort())
                || exact.keySet().stream().anyMatch(other -> clash(address, other))
                || chosen.stream().anyMatch(other -> clash(address, other));
    }

    private static boolean clash(InetSocketAddress a, InetSocketAddress b) {
        return a.getPort() == b.getPort()
                && (a.getAddress().equals(b.getAddress())
                        || a.getAddress().isAnyLocalAddress()
                        || b.getAddress().isAnyLocalAddress());
    }
}
