package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import voip.api.Verdict;
import voip.api.srtp.SuiteSpec;

/** Packets that another program protected: a file of the folder {@code packets}, whose README.md tells of the format. */
final class RecordedPackets {
    private static final HexFormat HEX = HexFormat.of();

    /** A packet, its protected form, and which of several master keys that is under. */
    private record Line(boolean isControl, int key, byte[] plain, byte[] secured) {
        int ssrc() {
            return BigEndian.int32(plain, isControl ? 4 : 8);
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final Map<Integer, Integer> nextControlIndexes = new HashMap<>();

    private RecordedPackets() {}

    static RecordedPackets of(String name) {
        RecordedPackets packets = new RecordedPackets();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                RecordedPackets.class.getResourceAsStream("packets/" + name + ".txt"), StandardCharsets.US_ASCII))) {
            int key = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("key")) {
                    key = Integer.parseInt(words[1]);
                } else {
                    byte[] secured = HEX.parseHex(words.length > 2 ? words[2] : "");
                    packets.lines.add(new Line(words[0].equals("rtcp"), key, HEX.parseHex(words[1]), secured));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packets;
    }

    /** The packets themselves. */
    List<byte[]> plain() {
        return lines.stream().map(Line::plain).toList();
    }

    /** Whether there is one that begins so. */
    boolean any(String hexPrefix) {
        return lines.stream().anyMatch(line -> HEX.formatHex(line.plain).startsWith(hexPrefix));
    }

    void assertOpenedBy(SrtpSession receiver) {
        for (Line line : lines) {
            ByteBuffer packet = Fixtures.buffer(line.secured);
            Verdict verdict = line.isControl ? receiver.unprotectControl(packet) : receiver.unprotect(packet);
            assertEquals(Verdict.ACCEPTED, verdict, () -> HEX.formatHex(line.secured));
            assertEquals(HEX.formatHex(line.plain), HEX.formatHex(Fixtures.bytes(packet)));
        }
    }

    void assertProtectedBy(SrtpSession sender) {
        assertProtectedBy(0, sender);
    }

    /** Likewise under several master keys with identifiers of that length, each with a sender of its own. */
    void assertProtectedBy(int mkiLength, SrtpSession... senders) {
        for (Line line : lines) {
            SrtpSession sender = senders[line.key];
            byte[] secured;
            if (line.isControl) {
                skipTo(controlIndex(sender.spec(), line, mkiLength), line.ssrc(), senders);
                secured = Fixtures.protectControl(sender, line.plain);
                nextControlIndexes.merge(line.ssrc(), 1, Integer::sum);
                protectAnything(line.ssrc(), sender, senders);
            } else {
                secured = Fixtures.protect(sender, line.plain);
            }
            assertEquals(HEX.formatHex(line.secured), HEX.formatHex(secured));
        }
    }

    /** Many begin with index 1, where RFC 3711 §3.4 says 0; and not of all are all reports here. */
    private void skipTo(int index, int ssrc, SrtpSession... senders) {
        while (nextControlIndexes.computeIfAbsent(ssrc, first -> 0) < index) {
            protectAnything(ssrc, null, senders);
            nextControlIndexes.merge(ssrc, 1, Integer::sum);
        }
    }

    /** Takes an index in all sessions but one, for others count over all master keys. */
    private static void protectAnything(int ssrc, SrtpSession but, SrtpSession... senders) {
        for (SrtpSession sender : senders) {
            if (sender != but) {
                Fixtures.protectControl(sender, Fixtures.rtcp(ssrc));
            }
        }
    }

    /** RFC 3711 §3.4 and RFC 7714 §9: the index stands before the identifier, which stands before the code of HMAC. */
    private static int controlIndex(SuiteSpec spec, Line line, int mkiLength) {
        int behind = mkiLength + (spec.kind() == SuiteSpec.Kind.AEAD ? 0 : spec.controlTagLength());
        return BigEndian.int32(line.secured, line.secured.length - behind - 4) & 0x7FFF_FFFF;
    }
}
