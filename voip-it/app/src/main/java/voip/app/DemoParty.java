package voip.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.Call;
import voip.api.CallEvent;
import voip.api.CallSession;
import voip.api.Encryption;
import voip.api.MediaDescription;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.Transport;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.api.srtp.FipsStatus;
import voip.api.srtp.SuiteSpec;

/** One side of the demo: a stack of its own on loopback, what it says, and what it hears. */
final class DemoParty implements AutoCloseable {
    private final String name;
    private final Speech speech;
    private final VoipStack stack;
    private final CountDownLatch peerLeft = new CountDownLatch(1);
    private final CountDownLatch dialogueEnded = new CountDownLatch(1);
    private final Map<Verdict, Long> unsent = new EnumMap<>(Verdict.class);
    private String publicAddress = "";
    private @Nullable Recording heard;
    private @Nullable Call call;

    /** A party that does not run yet; with a suite or transport of null, what the stack finds. */
    DemoParty(
            String name,
            short[] samples,
            @Nullable String suite,
            Consumer<VoipStackBuilder> crypto,
            InetSocketAddress stunServer,
            @Nullable Transport transport) {
        this.name = name;
        this.speech = new Speech(samples, Codec.PCMU, PayloadType.PCMU);
        VoipStackBuilder builder = VoipStack.builder()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .stunServer(HostPort.format(stunServer))
                .codecs(PayloadType.PCMU)
                .encryption(Encryption.REQUIRED)
                .signaling(ended -> dialogueEnded.countDown());
        if (suite != null) {
            builder.cipherSuites(suite);
        }
        crypto.accept(builder);
        if (transport != null) {
            builder.transport(transport);
        }
        this.stack = builder.build();
    }

    /** Starts, to record what the other party says. */
    void start(DemoParty other) throws IOException {
        int seconds = 1 + other.speech.packets() / 50;
        heard = Recording.from(other.speech.firstTimestamp(), List.of(PayloadType.PCMU), seconds * WavFile.RATE);
        stack.start();
        publicAddress = HostPort.format(Ports.publicAddress(stack));
    }

    /** Makes an offer. */
    String offer(DemoParty other) {
        call = stack.offer(other.name, InetAddress.getLoopbackAddress(), made -> new Session());
        return call().media().toSdp();
    }

    /** Answers an offer. */
    String answer(String offer, DemoParty other) {
        call = stack.answer(MediaDescription.parse(offer), other.name, made -> new Session());
        return call().media().toSdp();
    }

    /** Completes the offer. */
    void complete(String answer) {
        call().complete(MediaDescription.parse(answer));
    }

    /** Says the packet with this number, from 0 on. */
    void say(int number) {
        Verdict verdict = call().send(speech.packet(number));
        if (verdict != Verdict.ACCEPTED) {
            unsent.merge(verdict, 1L, Long::sum);
        }
    }

    void hangUp() {
        call().hangUp();
    }

    boolean awaitPeerLeft() throws InterruptedException {
        return peerLeft.await(2, TimeUnit.SECONDS);
    }

    boolean dialogueEnded() {
        return dialogueEnded.getCount() == 0;
    }

    String name() {
        return name;
    }

    Speech speech() {
        return speech;
    }

    Recording heard() {
        if (heard == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return heard;
    }

    Call call() {
        if (call == null) {
            throw new IllegalStateException(name + " has no call");
        }
        return call;
    }

    /** What became of the datagrams that it received. */
    Map<Verdict, Long> received() {
        return stack.verdicts();
    }

    /** What became of the packets that were not sent. */
    Map<Verdict, Long> unsent() {
        return unsent;
    }

    /** The address that the STUN server told. */
    String publicAddress() {
        return publicAddress;
    }

    String address() {
        return HostPort.format(stack.localAddress());
    }

    /** What can be said of the approval of its cryptography. */
    FipsStatus fips() {
        return stack.fips();
    }

    /** The provider of the call's cipher suite. */
    String provider() {
        String suite = call().cipherSuite().orElse("");
        return stack.cipherSuites().stream()
                .filter(spec -> spec.name().equals(suite))
                .map(SuiteSpec::provider)
                .findFirst()
                .orElse("none");
    }

    @Override
    public void close() {
        stack.close();
    }

    private final class Session implements CallSession {
        @Override
        public void packetReceived(RtpPacket packet) {
            heard().add(packet);
        }

        @Override
        public void eventOccurred(CallEvent event) {
            if (event instanceof CallEvent.PeerLeft) {
                peerLeft.countDown();
            }
        }
    }
}
