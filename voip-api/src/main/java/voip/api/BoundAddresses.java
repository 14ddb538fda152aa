package voip.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stack's socket is bound to.
 *
 * @param all the media port on each of the stack's addresses, then the control port on each if it has one of its own; empty
 *     before the start
 */
record BoundAddresses(List<InetSocketAddress> all) {
    /** Nothing. */
    static final BoundAddresses NONE = new BoundAddresses(List.of());

    /** Takes an immutable copy. */
    BoundAddresses {
        all = List.copyOf(all);
    }

    /** The media port; 0 if nothing is bound. */
    int mediaPort() {
        return all.isEmpty() ? 0 : all.get(0).getPort();
    }

    /** The control port, which may be the media port; 0 if nothing is bound. */
    int controlPort() {
        return all.isEmpty() ? 0 : all.get(all.size() - 1).getPort();
    }

    /** The address of the media port that a peer's packets come to: that of its family; the first if there is none. */
    InetSocketAddress towards(@Nullable InetAddress peer) {
        for (InetSocketAddress local : all) {
            if (peer != null && reaches(local.getAddress(), peer)) {
                return local; // media ports come first, on every address
            }
        }
        return all.get(0);
    }

    /** Whether packets can go from here to there. */
    boolean reaches(InetAddress peer) {
        return reaches(towards(peer).getAddress(), peer);
    }

    /** The wildcard has both families. */
    private static boolean reaches(InetAddress local, InetAddress peer) {
        return local.isAnyLocalAddress() || local.getClass() == peer.getClass();
    }
}
