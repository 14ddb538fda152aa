package voip.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.LockSupport;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.SrtpExporter;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/**
 * A process that sends SRTP and SRTCP packets of one source until it is killed, and goes on where the one before it was, from
 * the state that lies in a file. Arguments: suite, file, port, SSRC, and the first index of the source if it is new.
 */
final class SendingProcess {
    /** As many indexes are lost when it is killed, at most. */
    static final int LEASE = 32;

    static final byte[] WRAPPING_KEY = "a key that only this test knows.".getBytes(US_ASCII);

    private final Path file;
    private final DatagramChannel channel = DatagramChannel.open();
    private final SrtpSession session;
    private final SrtpExporter exporter;

    private SendingProcess(String suiteName, Path file, int port) throws IOException, GeneralSecurityException {
        this.file = file;
        CipherSuites suites = CipherSuites.discover();
        SrtpCipherSuite suite = suites.suite(suiteName);
        CryptoModule module = suites.module("JCE").orElseThrow();
        this.session = Files.exists(file)
                ? SrtpSession.builder(suite).resume(module, WRAPPING_KEY, Files.readAllBytes(file))
                : SrtpSession.sender(suite, key(suite), SrtpPolicy.standard().withExport());
        this.exporter = session.exporter(module);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public static void main(String[] arguments) throws Exception {
        SendingProcess process =
                new SendingProcess(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        process.send(Long.parseLong(arguments[3]), Long.parseLong(arguments[4]));
    }

    static MasterKey key(SrtpCipherSuite suite) {
        byte[] key = new byte[suite.spec().keyLength()];
        key[0] = 1;
        return new MasterKey(key, new byte[suite.spec().saltLength()]);
    }

    /** Exports in the middle of each lease; when that takes long, the lease ends before it is stored. */
    private void send(long ssrc, long first) throws Exception {
        if (!exporter.sources().contains(ssrc)) {
            exporter.begin(ssrc, first);
        }
        session.protectControl(report(ssrc)); // refused, and then known
        store();
        for (int sent = 1; ; sent++) {
            long index = exporter.nextIndex(ssrc).orElseThrow();
            send(packet(ssrc, (int) (index & 0xFFFF)), false);
            if (sent % 10 == 0) {
                send(report(ssrc), true);
            }
            if (sent % (LEASE / 2) == 0) {
                store();
            }
            LockSupport.parkNanos(50_000);
        }
    }

    private void send(ByteBuffer packet, boolean control) throws IOException {
        Verdict verdict = control ? session.protectControl(packet) : session.protect(packet);
        if (verdict != Verdict.ACCEPTED) {
            throw new IllegalStateException(verdict + " within the lease");
        }
        channel.write(packet);
    }

    /** Durable first, and only then said to be. */
    private void store() throws IOException, GeneralSecurityException {
        byte[] state = exporter.export(WRAPPING_KEY, LEASE);
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel to = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            to.write(ByteBuffer.wrap(state));
            to.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
        exporter.stored(state);
    }

    private static ByteBuffer packet(long ssrc, int sequence) {
        byte[] packet = RtpPacket.builder()
                .ssrc(ssrc)
                .sequence(sequence)
                .payload(new byte[160])
                .build()
                .toBytes();
        return ByteBuffer.allocate(250).put(packet).flip();
    }

    private static ByteBuffer report(long ssrc) {
        return ByteBuffer.allocate(100)
                .putInt(0, 0x80C9_0001)
                .putInt(4, (int) ssrc)
                .limit(8);
    }
}
