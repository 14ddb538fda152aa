package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import voip.api.Verdict;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/**
 * A sending process is killed anywhere, over and over, and the next one goes on from the state that it finds in a file. No index
 * of a source is ever on the wire twice, and one receiver hears all of it. Every second source begins within 50 packets of a
 * roll-over.
 */
class KilledSenderIT {
    private static final int ROUNDS_OF_A_SOURCE = 10;
    private static final int MOST_PACKETS_OF_A_ROUND = 100;
    private static final long LONGEST_ROUND_NANOS = 60_000_000_000L;

    @TempDir
    Path folder;

    private final Random random = new Random(3711);
    private final SrtpCipherSuite suite =
            CipherSuites.discover().provider("JCE").suite("AES_CM_128_HMAC_SHA1_80");
    private final CryptoModule module = CipherSuites.discover().module("JCE").orElseThrow();
    private final Set<Long> seen = new HashSet<>();
    private final Set<Long> seenControl = new HashSet<>();
    private final ByteBuffer packet = ByteBuffer.allocate(2048);
    private DatagramChannel channel;
    private Selector selector;
    private SrtpSession receiver;
    private long newest;
    private int silentRounds;
    private int rollovers;

    @BeforeEach
    void open() throws Exception {
        selector = Selector.open();
        channel = DatagramChannel.open()
                .setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        receiver = SrtpSession.receiver(
                suite, SendingProcess.key(suite), SrtpPolicy.standard().withExport());
    }

    @AfterEach
    void close() throws Exception {
        selector.close();
        channel.close();
        receiver.close();
    }

    @Test
    @Timeout(300)
    void fifteenProcessesThatAreKilledSendNoIndexTwice() throws Exception {
        assertNoIndexIsSentTwice(15);
    }

    @Test
    @Tag("slow")
    void aThousandProcessesThatAreKilledSendNoIndexTwice() throws Exception {
        assertNoIndexIsSentTwice(1_000);
    }

    private void assertNoIndexIsSentTwice(int rounds) throws Exception {
        long first = 0;
        for (int round = 0; round < rounds; round++) {
            int ssrc = round / ROUNDS_OF_A_SOURCE;
            boolean isNew = round % ROUNDS_OF_A_SOURCE == 0;
            if (isNew) {
                first = ssrc % 2 == 0 ? 65_535 - random.nextInt(50) : random.nextInt(65_536);
                newest = first - 1;
                resumeReceiver();
            }
            runAndKill(ssrc, first, isNew);
        }
        System.out.printf(
                "%d processes killed: %d packets and %d reports, each index once, all decoded; %d roll-overs, %d processes"
                        + " killed before their first packet%n",
                rounds, seen.size(), seenControl.size(), rollovers, silentRounds);
        assertTrue(seen.size() > 10 * rounds, seen.size() + " packets");
        assertTrue(rollovers >= rounds / ROUNDS_OF_A_SOURCE / 2, rollovers + " roll-overs");
        assertTrue(silentRounds < rounds / 2, silentRounds + " processes sent nothing");
    }

    /** Kills after some packets, or at some time; the first of a source only after it is known to the receiver. */
    private void runAndKill(int ssrc, long first, boolean isNew) throws Exception {
        boolean byTime = !isNew && random.nextInt(5) == 0;
        int packets = byTime ? Integer.MAX_VALUE : 1 + random.nextInt(MOST_PACKETS_OF_A_ROUND);
        long nanos = byTime ? random.nextInt(600_000_000) : LONGEST_ROUND_NANOS;
        int before = seen.size();
        boolean arrived = false;
        try (Processes.Running process = start(ssrc, first)) {
            long end = System.nanoTime() + nanos;
            while (seen.size() - before < packets && System.nanoTime() < end) {
                assertTrue(process.process().isAlive(), process::toString);
                selector.select(Math.max(1, Math.min(100, (end - System.nanoTime()) / 1_000_000)));
                selector.selectedKeys().clear();
                arrived |= receive(ssrc, !arrived);
            }
            process.process().destroyForcibly().waitFor();
            receive(ssrc, !arrived); // what it has sent is all there now
            assertTrue(byTime || seen.size() - before >= packets, () -> "too slow: " + process);
        }
        silentRounds += seen.size() == before ? 1 : 0;
    }

    /** On the class path, where a JVM starts sooner, and with the modules that it needs. */
    private Processes.Running start(int ssrc, long first) throws Exception {
        Path classes = Path.of(SendingProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String classPath = Stream.of(System.getProperty("jdk.module.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*(voip-api|voip-srtp|voip-crypto-jce|log4j-api|jspecify).*"))
                .collect(Collectors.joining(File.pathSeparator, classes + File.pathSeparator, ""));
        return Processes.start(List.of(
                Project.jdk("java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                classPath,
                SendingProcess.class.getName(),
                suite.spec().name(),
                folder.resolve("state").toString(),
                Integer.toString(((InetSocketAddress) channel.getLocalAddress()).getPort()),
                Integer.toString(ssrc),
                Long.toString(first)));
    }

    /** Takes all that is there; whether that was anything. */
    private boolean receive(int ssrc, boolean fromTheStart) throws Exception {
        boolean begins = fromTheStart;
        while (channel.receive(packet.clear()) != null) {
            packet.flip();
            assertEquals(ssrc, packet.getInt((packet.get(1) & 0xFF) == 0xC9 ? 4 : 8));
            if ((packet.get(1) & 0xFF) == 0xC9) {
                int index = packet.getInt(packet.limit() - receiver.controlOverhead()) & 0x7FFF_FFFF;
                assertTrue(seenControl.add((long) ssrc << 48 | index), "SRTCP index " + index + " was seen before");
                assertEquals(Verdict.ACCEPTED, receiver.unprotectControl(packet));
                continue;
            }
            int sequence = packet.getShort(2) & 0xFFFF;
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet), "sequence " + sequence + " behind " + newest);
            long index = receiver.receiveRolloverCounter(ssrc).orElseThrow() << 16 | sequence;
            assertTrue(seen.add((long) ssrc << 48 | index), "index " + index + " was seen before");
            // None was lost on the way, so that all that was on the wire is known.
            assertTrue(begins ? index > newest : index == newest + 1, index + " behind " + newest);
            rollovers += newest >= 0 && newest >> 16 < index >> 16 ? 1 : 0;
            newest = index;
            begins = false;
        }
        return !begins;
    }

    /** The receiver ends too, and goes on. */
    private void resumeReceiver() throws Exception {
        byte[] state = receiver.exporter(module).export(SendingProcess.WRAPPING_KEY, 1);
        receiver.close();
        receiver = SrtpSession.builder(suite).resume(module, SendingProcess.WRAPPING_KEY, state);
    }
}
