package voip.rtp.plugin;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.Datagram;
import voip.api.Direction;
import voip.api.Inactivity;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.spi.LegSettings;
import voip.api.srtp.PacketProtection;
import voip.rtp.RtcpWriter;

/** Packets, datagrams and settings for tests. */
final class Packets {
    static final InetSocketAddress PEER = address(1, 4000);
    static final InetSocketAddress PEER_CONTROL = address(1, 4001);
    static final InetSocketAddress STRANGER = address(66, 6666);

    private Packets() {}

    static InetSocketAddress address(int host, int port) {
        return new InetSocketAddress("192.0.2." + host, port);
    }

    static RtpPacket rtp(long ssrc, int sequence) {
        return RtpPacket.builder()
                .payloadType(PayloadType.PCMU)
                .ssrc(ssrc)
                .sequence(sequence & 0xFFFF)
                .timestamp(160L * sequence & 0xFFFF_FFFFL)
                .payload(new byte[160])
                .build();
    }

    static byte[] bytes(long ssrc, int sequence) {
        return rtp(ssrc, sequence).toBytes();
    }

    static byte[] sealed(FakeProtection key, byte[] packet) {
        return protect(packet, key::protect);
    }

    static byte[] sealedControl(FakeProtection key, byte[] packet) {
        return protect(packet, key::protectControl);
    }

    private static byte[] protect(byte[] packet, Consumer<ByteBuffer> protection) {
        ByteBuffer buffer = ByteBuffer.allocate(Datagram.CAPACITY).put(packet).flip();
        protection.accept(buffer);
        byte[] out = new byte[buffer.remaining()];
        buffer.get(out);
        return out;
    }

    static byte[] compound(Consumer<RtcpWriter> content) {
        ByteBuffer out = ByteBuffer.allocate(500);
        content.accept(new RtcpWriter(out));
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }

    static Datagram datagram(byte[] bytes, InetSocketAddress from) {
        return datagram(bytes, from, 0);
    }

    static Datagram datagram(byte[] bytes, InetSocketAddress from, long arrivalNanos) {
        Datagram datagram = new Datagram();
        fill(datagram, bytes, from, arrivalNanos);
        return datagram;
    }

    static void fill(Datagram datagram, byte[] bytes, InetSocketAddress from, long arrivalNanos) {
        datagram.bytes().clear().put(bytes).flip();
        datagram.arrived(from, FakeContext.MEDIA_PORT, arrivalNanos);
    }

    static LegSettings plain(@Nullable InetSocketAddress remote, Long... ssrcs) {
        return settings(remote, null, Direction.SENDRECV, ssrcs);
    }

    static LegSettings secured(@Nullable InetSocketAddress remote, PacketProtection protection, Long... ssrcs) {
        return settings(remote, protection, Direction.SENDRECV, ssrcs);
    }

    static LegSettings settings(
            @Nullable InetSocketAddress remote,
            @Nullable PacketProtection protection,
            Direction direction,
            Long... ssrcs) {
        return new LegSettings(
                "EchoHandler",
                remote,
                remote,
                true,
                Set.of(ssrcs),
                List.of(PayloadType.PCMU),
                direction,
                false,
                protection,
                "cname",
                SourcePolicy.STRICT,
                Inactivity.NEVER);
    }

    /** The same with another policy. */
    static LegSettings with(LegSettings settings, SourcePolicy sources) {
        return copy(
                settings,
                settings.remoteControl(),
                settings.muxControl(),
                settings.silent(),
                sources,
                settings.inactivity());
    }

    /** The same with time-outs. */
    static LegSettings with(LegSettings settings, Inactivity inactivity) {
        return copy(
                settings,
                settings.remoteControl(),
                settings.muxControl(),
                settings.silent(),
                settings.sources(),
                inactivity);
    }

    /** The same with RTCP on a port of its own. */
    static LegSettings withControl(LegSettings settings, @Nullable InetSocketAddress control) {
        return copy(settings, control, false, settings.silent(), settings.sources(), settings.inactivity());
    }

    /** The same, held: nothing is sent. */
    static LegSettings silent(LegSettings settings) {
        return copy(
                settings,
                settings.remoteControl(),
                settings.muxControl(),
                true,
                settings.sources(),
                settings.inactivity());
    }

    /** A secured leg that follows its peer. */
    static LegSettings following(@Nullable InetSocketAddress remote, PacketProtection protection, Long... ssrcs) {
        return with(secured(remote, protection, ssrcs), SourcePolicy.AUTHENTICATED);
    }

    static byte[] report(long ssrc) {
        return compound(writer -> writer.receiverReport(ssrc).canonicalName(ssrc, "x"));
    }

    private static LegSettings copy(
            LegSettings settings,
            @Nullable InetSocketAddress control,
            boolean mux,
            boolean silent,
            SourcePolicy sources,
            Inactivity inactivity) {
        return new LegSettings(
                settings.name(),
                settings.remote(),
                control,
                mux,
                settings.remoteSsrcs(),
                settings.formats(),
                settings.direction(),
                silent,
                settings.protection(),
                settings.cname(),
                sources,
                inactivity);
    }
}
