package voip.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import voip.api.CallStatistics;
import voip.api.Transport;
import voip.api.Verdict;
import voip.api.VoipStackBuilder;
import voip.api.srtp.FipsStatus;
import voip.stun.BindingServer;

/**
 * A call between two stacks in this process, through real sockets: both learn their addresses from a STUN server, A offers,
 * B answers, both talk, A hangs up, and what each heard is compared with what the other said.
 */
final class Demo {
    private final int seconds;
    private final @Nullable String suite;
    private final Consumer<VoipStackBuilder> crypto;
    private final int lose;
    private final int corrupt;
    private final Map<String, Facts> parties = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A demo to run.
     *
     * @param suite the cipher suite; null for the first that is present
     * @param crypto chooses whose cryptography
     * @param lose the number of the packet from A to B to lose on its way, from 1 on; 0 for none
     * @param corrupt the number of the packet to corrupt, likewise
     */
    Demo(int seconds, @Nullable String suite, Consumer<VoipStackBuilder> crypto, int lose, int corrupt) {
        this.seconds = seconds;
        this.suite = suite;
        this.crypto = crypto;
        this.lose = lose;
        this.corrupt = corrupt;
    }

    /** Runs it to its end, and tells how far it is. */
    void run(Consumer<String> progress) throws IOException, InterruptedException {
        Transport faulty = lose + corrupt > 0 ? new FaultyTransport(FaultyTransport.udp(), lose, corrupt) : null;
        int samples = seconds * WavFile.RATE;
        // B begins elsewhere in the text, so that neither can take its own voice for the other's.
        try (BindingServer stun = BindingServer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DemoParty a = new DemoParty("A", Speech.demo(0, samples), suite, crypto, stun.address(), faulty);
                DemoParty b = new DemoParty(
                        "B", Speech.demo(3 * WavFile.RATE, samples), suite, crypto, stun.address(), null)) {
            a.start(b);
            b.start(a);
            a.complete(b.answer(a.offer(b), a));
            talk(a, b, progress);
            Map<Verdict, Long> receivedByA = a.received(); // before B's reports can come too late for A
            a.hangUp();
            boolean bye = b.awaitPeerLeft();
            CallStatistics ofA = a.call().statistics();
            CallStatistics ofB = b.call().statistics();
            Map<Verdict, Long> receivedByB = b.received();
            b.hangUp();
            judge(a, ofA, b, ofB, receivedByB);
            judge(b, ofB, a, ofA, receivedByA);
            require(bye, "B did not hear A's RTCP BYE");
            require(a.dialogueEnded() && b.dialogueEnded(), "hanging up did not end the dialogue");
            parties.put("A", facts(a, b, ofA, receivedByA));
            parties.put("B", facts(b, a, ofB, receivedByB).add("byeReceived", "BYE received", bye, bye ? "yes" : "no"));
        }
    }

    /** The columns of the table. */
    Map<String, Facts> parties() {
        return parties;
    }

    /** What did not hold, a sentence each. */
    List<String> problems() {
        return problems;
    }

    private static void talk(DemoParty a, DemoParty b, Consumer<String> progress) throws InterruptedException {
        Pacer pacer = new Pacer(Speech.PACKET_NANOS);
        int packets = a.speech().packets();
        for (int n = 0; n < packets; n++) {
            pacer.await(n);
            a.say(n);
            b.say(n);
            if (n % 10 == 9) {
                progress.accept(String.format(
                        Locale.ROOT,
                        "%5.1f s   A said %d, B heard %d   B said %d, A heard %d",
                        (n + 1) / 50.0,
                        n + 1,
                        b.heard().packets(),
                        n + 1,
                        a.heard().packets()));
            }
        }
        for (int step = packets; step < packets + 50; step++) { // a second for the last to arrive
            if (a.heard().packets() >= packets && b.heard().packets() >= packets) {
                break;
            }
            pacer.await(step);
        }
    }

    private void judge(
            DemoParty from, CallStatistics sent, DemoParty to, CallStatistics got, Map<Verdict, Long> received) {
        int said = from.speech().packets();
        require(from.unsent().isEmpty(), from.name() + " could not send " + Facts.text(from.unsent()));
        require(
                sent.packetsSent() == said && got.packetsReceived() == said && got.packetsLost() == 0,
                from.name() + " sent " + sent.packetsSent() + " of " + said + " packets and " + to.name() + " received "
                        + got.packetsReceived() + " (" + got.packetsLost() + " lost)");
        Map<Verdict, Long> refused = new EnumMap<>(Verdict.class);
        refused.putAll(received);
        refused.remove(Verdict.ACCEPTED);
        require(refused.isEmpty(), to.name() + " refused datagrams: " + Facts.text(refused));
        require(
                from.publicAddress().equals(from.address()),
                from.name() + " is at " + from.address() + ", but the STUN server told it " + from.publicAddress());
        int different = different(from, to);
        require(
                different == 0,
                "the audio that " + to.name() + " heard differs from what " + from.name() + " said in " + different
                        + " of " + from.speech().asHeard().length + " samples");
    }

    private Facts facts(DemoParty party, DemoParty other, CallStatistics statistics, Map<Verdict, Long> received) {
        boolean equal = different(other, party) == 0;
        return new Facts()
                .add("address", "address", party.address())
                .add("publicAddress", "public address", party.publicAddress())
                .add("suite", "suite", party.call().cipherSuite().orElse("none"))
                .add("provider", "provider", party.provider())
                .add("fips", "FIPS", party.fips().approved(), fipsText(party.fips()))
                .add(statistics, received)
                .add("audioEqual", "audio heard", equal, equal ? "equal to what was said" : "DIFFERENT");
    }

    private static String fipsText(FipsStatus fips) {
        return fips.approved() ? "approved mode of " + String.join(", ", fips.implementations()) : "not approved";
    }

    /** The number of samples in which what was heard is not what was said. */
    private static int different(DemoParty from, DemoParty to) {
        short[] said = from.speech().asHeard();
        short[] heard = to.heard().samples();
        int different = Math.abs(said.length - heard.length);
        for (int i = 0; i < Math.min(said.length, heard.length); i++) {
            if (said[i] != heard[i]) {
                different++;
            }
        }
        return Arrays.equals(said, heard) ? 0 : different;
    }

    private void require(boolean held, String otherwise) {
        if (!held) {
            problems.add(otherwise);
        }
    }
}
