package voip.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.srtp.SrtpSession;

/** A {@link DatagramChannel} that receives and sends: the least that an echo in Java can do. */
final class BareLoop implements Echo {
    private final DatagramChannel channel;
    private final Recorder recorder;
    private final @Nullable Selector selector;
    private final List<SrtpSession> sessions;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(Packets.LONGEST); // as the system takes it
    private final ByteBuffer array = ByteBuffer.allocate(Packets.LONGEST); // as cryptography does
    private volatile String trouble = "";

    /** Takes what it closes at its end; with sessions, packets are unprotected and protected by that of their call. */
    private BareLoop(
            DatagramChannel channel, @Nullable Selector selector, List<SrtpSession> sessions, Recorder recorder) {
        this.channel = channel;
        this.selector = selector;
        this.sessions = sessions;
        this.recorder = recorder;
    }

    /** The loop that does nothing else: it waits in {@code receive}. */
    static BareLoop blocking(Recorder recorder) throws IOException {
        BareLoop loop = new BareLoop(bind(), null, List.of(), recorder);
        loop.start("bench-blocking", loop::receive);
        return loop;
    }

    /** The loop of a server that has more to do: it waits for a selector, and then receives until nothing is there. */
    static BareLoop selecting(List<SrtpSession> sessions, Recorder recorder) throws IOException {
        DatagramChannel channel = bind();
        Selector selector = Selector.open();
        channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        BareLoop loop = new BareLoop(channel, selector, sessions, recorder);
        loop.start(sessions.isEmpty() ? "bench-selector" : "bench-selector-srtp", loop::select);
        return loop;
    }

    private static DatagramChannel bind() throws IOException {
        return DatagramChannel.open(StandardProtocolFamily.INET)
                .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    }

    private void start(String name, Loop loop) {
        Thread thread = new Thread(() -> run(loop), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Loop loop) {
        try {
            loop.run();
        } catch (IOException | RuntimeException e) {
            trouble = channel.isOpen() ? "its loop ended: " + e : "";
        }
    }

    private void receive() throws IOException {
        while (channel.isOpen()) {
            echo();
        }
    }

    private void select() throws IOException {
        Selector waiting = selector;
        while (waiting != null && channel.isOpen()) {
            waiting.select(key -> {});
            while (echo()) {
                // until nothing is there
            }
        }
    }

    /** Echoes one packet; false if there is none. */
    private boolean echo() throws IOException {
        packet.clear();
        SocketAddress from = channel.receive(packet);
        if (from == null) {
            return false;
        }
        packet.flip();
        if (packet.remaining() < RtpPacket.FIXED_HEADER) {
            return true; // nobody of ours sent it
        }
        recorder.handling(Packets.number(packet));
        if (sessions.isEmpty() || passesThrough(sessions.get(Packets.call(packet)))) {
            channel.send(packet, from);
        }
        return true;
    }

    private boolean passesThrough(SrtpSession session) {
        Verdict verdict = session.unprotect(array.clear().put(packet).flip());
        if (verdict == Verdict.ACCEPTED) {
            verdict = session.protect(array);
        }
        packet.clear().put(array).flip();
        if (verdict != Verdict.ACCEPTED) {
            trouble = "it refused packets: " + verdict;
        }
        return verdict == Verdict.ACCEPTED;
    }

    @Override
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        try {
            channel.close();
            if (selector != null) {
                selector.close();
            }
        } catch (IOException | ClosedSelectorException e) {
            // nothing is left to be done with it
        }
        sessions.forEach(SrtpSession::close);
    }

    private interface Loop {
        void run() throws IOException;
    }
}
