package voip.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import voip.api.PayloadType;
import voip.api.RtpPacket;

/** {@code voip send} and {@code voip recv}, with each other and with single datagrams. */
class StreamCommandsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String KEY =
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\n";
    private static final String OTHER_KEY =
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\n";

    @TempDir
    Path folder;

    @Test
    void carryAPlainStream() throws Exception {
        carry("RTP/AVP 0\n", Codec.PCMU, PayloadType.PCMU);
    }

    @Test
    void carryAProtectedStream() throws Exception {
        carry("RTP/SAVP 8\n" + KEY, Codec.PCMA, PayloadType.PCMA);
    }

    @Test
    void carryAStreamThatSharesItsPortWithRtcp() throws Exception {
        carry("RTP/SAVP 0\na=rtcp-mux\n" + KEY, Codec.PCMU, PayloadType.PCMU);
    }

    private void carry(String media, Codec codec, PayloadType type) throws Exception {
        int port = freePorts();
        Path sdp = sdp("stream.sdp", port, media);
        Path in = wav(30 * 160 + 80);
        Path out = folder.resolve("out.wav");
        CompletableFuture<Cli> receiving =
                Cli.start("recv", "--sdp", sdp.toString(), "--seconds", "20", "--json", out.toString());
        awaitBound(port);
        Cli sent = Cli.run("send", "--sdp", sdp.toString(), "--json", in.toString());
        assertEquals(0, sent.code(), sent.err());
        assertTrue(sent.out().contains("\"packetsSent\":31"), sent.out());
        Cli received = receiving.get();
        assertEquals(0, received.code(), received.err());
        assertTrue(received.out().contains("\"endedBy\":\"BYE\""), received.out());
        assertTrue(received.out().contains("\"packetsReceived\":31,\"packetsLost\":0"), received.out());
        assertArrayEquals(new Speech(WavFile.read(in), codec, type).asHeard(), WavFile.read(out));
    }

    @Test
    void recvFailsIfNothingComes() throws IOException {
        Path out = folder.resolve("out.wav");
        Path sdp = sdp("stream.sdp", freePorts(), "RTP/AVP 0\n");
        Cli received = Cli.run("recv", "--sdp", sdp.toString(), "--seconds", "1", out.toString());
        assertEquals(1, received.code());
        assertTrue(received.err().contains("nothing was received"), received.err());
        assertEquals(0, WavFile.read(out).length);
    }

    @Test
    void recvFailsIfTheStreamHasAnotherKey() throws Exception {
        int port = freePorts();
        Path ours = sdp("ours.sdp", port, "RTP/SAVP 0\n" + KEY);
        Path theirs = sdp("theirs.sdp", port, "RTP/SAVP 0\n" + OTHER_KEY);
        CompletableFuture<Cli> receiving = Cli.start(
                "recv",
                "--sdp",
                ours.toString(),
                "--seconds",
                "2",
                folder.resolve("out.wav").toString());
        awaitBound(port);
        assertEquals(
                0,
                Cli.run("send", "--sdp", theirs.toString(), wav(1600).toString())
                        .code());
        Cli received = receiving.get();
        assertEquals(1, received.code());
        assertTrue(received.err().contains("nothing was received"), received.err());
        assertTrue(received.err().contains("not of the stream were refused"), received.err());
    }

    @Test
    void recvEndsTwoSecondsAfterTheStreamStopsAndKeepsToOneSender() throws Exception {
        int port = freePorts();
        Path sdp = sdp("stream.sdp", port, "RTP/AVP 0\n");
        CompletableFuture<Cli> receiving = Cli.start(
                "recv",
                "--sdp",
                sdp.toString(),
                "--seconds",
                "20",
                folder.resolve("out.wav").toString());
        awaitBound(port);
        try (DatagramSocket sender = new DatagramSocket(0, LOOPBACK);
                DatagramSocket stranger = new DatagramSocket(0, LOOPBACK)) {
            Speech speech = new Speech(new short[1600], Codec.PCMU, PayloadType.PCMU);
            for (int n = 0; n < speech.packets(); n++) {
                send(sender, speech.packet(n), port, n);
                send(stranger, speech.packet(n), port, n);
            }
        }
        long stopped = System.nanoTime();
        Cli received = receiving.get();
        long waited = (System.nanoTime() - stopped) / 1_000_000;
        assertTrue(waited > 1800 && waited < 5000, "it waited for " + waited + " ms");
        assertEquals(0, received.code(), "a stranger must not spoil the result");
        assertTrue(received.err().contains("not of the stream were refused: UNKNOWN_SOURCE 10"), received.err());
        assertEquals(1600, WavFile.read(folder.resolve("out.wav")).length);
    }

    @Test
    void recvTakesAStreamWhoseRtcpComesFirst() throws Exception {
        int port = freePorts();
        Path sdp = sdp("stream.sdp", port, "RTP/AVP 0\n");
        CompletableFuture<Cli> receiving = Cli.start(
                "recv",
                "--sdp",
                sdp.toString(),
                "--seconds",
                "20",
                folder.resolve("out.wav").toString());
        awaitBound(port);
        int from = freePorts();
        try (DatagramSocket sender = new DatagramSocket(from, LOOPBACK);
                DatagramSocket control = new DatagramSocket(from + 1, LOOPBACK)) {
            byte[] report = new byte[28];
            report[0] = (byte) 0x80;
            report[1] = (byte) 200;
            report[3] = 6;
            byte[] bye = Arrays.copyOf(report, 36);
            bye[28] = (byte) 0x81;
            bye[29] = (byte) 203;
            bye[31] = 1;
            control.send(new DatagramPacket(report, report.length, LOOPBACK, port + 1));
            Thread.sleep(100);
            send(sender, new Speech(new short[160], Codec.PCMU, PayloadType.PCMU).packet(0), port, 0);
            Thread.sleep(100);
            control.send(new DatagramPacket(bye, bye.length, LOOPBACK, port + 1));
        }
        Cli received = receiving.get();
        assertEquals(0, received.code(), received.err());
        assertTrue(received.out().contains("ended by          BYE"), received.out());
    }

    @Test
    void recvSaysThatItsAddressIsTaken() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, LOOPBACK)) {
            Path sdp = sdp("stream.sdp", taken.getLocalPort(), "RTP/AVP 0\na=rtcp-mux\n");
            Cli received = Cli.run(
                    "recv",
                    "--sdp",
                    sdp.toString(),
                    "--seconds",
                    "1",
                    folder.resolve("out.wav").toString());
            assertEquals(1, received.code());
            assertTrue(received.err().contains(taken.getLocalPort() + " cannot be bound"), received.err());
            assertEquals(1, received.err().lines().count(), received.err());
        }
    }

    @Test
    void recvChecksBeforehandThatItCanWrite() throws IOException {
        Path sdp = sdp("stream.sdp", freePorts(), "RTP/AVP 0\n");
        Path nowhere = folder.resolve("missing/out.wav");
        Cli received = Cli.run("recv", "--sdp", sdp.toString(), "--seconds", "60", nowhere.toString());
        assertEquals(1, received.code());
        assertTrue(received.err().contains("there is no folder"), received.err());
    }

    @Test
    void sendSaysWhatIsWrongWithTheAudio() throws IOException {
        Path sdp = sdp("stream.sdp", 5004, "RTP/AVP 0\n");
        Path text = Files.writeString(folder.resolve("in.wav"), "no audio");
        Cli sent = Cli.run("send", "--sdp", sdp.toString(), text.toString());
        assertEquals(1, sent.code());
        assertTrue(sent.err().contains("is not a WAV file"), sent.err());
        sent = Cli.run("send", "--sdp", sdp.toString(), wav(0).toString());
        assertEquals(1, sent.code());
        assertTrue(sent.err().contains("has no samples"), sent.err());
        assertFalse(sent.err().contains("\tat "));
    }

    private Path sdp(String name, int port, String media) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio " + port + " " + media);
    }

    private Path wav(int samples) throws IOException {
        Path file = folder.resolve("in.wav");
        WavFile.write(file, Speech.demo(8000, samples));
        return file;
    }

    private static void send(DatagramSocket from, RtpPacket packet, int port, int sequence) throws IOException {
        byte[] bytes = packet.toBytes();
        bytes[3] = (byte) sequence;
        from.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, port));
    }

    /** An even port that is free with the one above. */
    private static int freePorts() throws IOException {
        while (true) {
            try (DatagramSocket even = new DatagramSocket(0, LOOPBACK)) {
                int port = even.getLocalPort();
                if (port % 2 == 0 && port < 65534 && isFree(port + 1)) {
                    return port;
                }
            }
        }
    }

    private static boolean isFree(int port) {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(LOOPBACK, port))) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static void awaitBound(int port) throws InterruptedException {
        for (int i = 0; i < 500 && isFree(port); i++) {
            Thread.sleep(20);
        }
    }
}
