package voip.rtp.plugin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The datagrams that Linux dropped at sockets, as {@code /proc/net/udp} and {@code udp6} tell:
 *
 * <pre>
 *   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
 *  133: 0100007F:1389 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 54321 2 0000000000000000 7
 * </pre>
 */
final class SystemDrops {
    private static final Path IPV4 = Path.of("/proc/net/udp");
    private static final Path IPV6 = Path.of("/proc/net/udp6");
    private static final int LOCAL_ADDRESS = 1;
    private static final int DROPS = 12;

    private SystemDrops() {}

    /** The sum over these bound addresses; empty if the system does not tell it of each. */
    static OptionalLong of(List<InetSocketAddress> locals) {
        try {
            List<String> ipv4 = Files.exists(IPV4) ? Files.readAllLines(IPV4) : List.of();
            List<String> ipv6 = Files.exists(IPV6) ? Files.readAllLines(IPV6) : List.of();
            return of(locals, ipv4, ipv6);
        } catch (IOException | NumberFormatException e) { // another system's idea of these files
            return OptionalLong.empty();
        }
    }

    static OptionalLong of(List<InetSocketAddress> locals, List<String> ipv4, List<String> ipv6) {
        Set<String> wanted = new HashSet<>();
        for (InetSocketAddress local : locals) {
            wanted.add(text(local));
        }
        long drops = 0;
        int found = 0;
        for (List<String> table : List.of(ipv4, ipv6)) {
            for (String line : table) {
                String[] fields = line.strip().split(" +");
                if (fields.length > DROPS && wanted.contains(fields[LOCAL_ADDRESS])) {
                    drops += Long.parseLong(fields[DROPS]) & 0xFFFF_FFFFL; // an int that may have been printed signed
                    found++;
                }
            }
        }
        return found == locals.size() ? OptionalLong.of(drops) : OptionalLong.empty();
    }

    /** The address as the table writes it: words of 32 bits in the machine's own order. */
    private static String text(InetSocketAddress local) {
        InetAddress address = local.getAddress();
        ByteBuffer words = ByteBuffer.wrap(address.getAddress()).order(ByteOrder.nativeOrder());
        StringBuilder text = new StringBuilder();
        while (words.hasRemaining()) {
            text.append(String.format(Locale.ROOT, "%08X", words.getInt()));
        }
        return text.append(String.format(Locale.ROOT, ":%04X", local.getPort())).toString();
    }
}
