package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import voip.api.RtpPacket;
import voip.api.RtpPacketBuilder;
import voip.api.Verdict;

/** What holds for every way of using SRTP. */
class SetupProperties {
    private static final int PACKETS = 12;

    @Provide
    Arbitrary<Setup> setups() {
        return Setup.any();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whatIsProtectedIsUnprotectedToTheSameBytes(@ForAll("setups") Setup setup, @ForAll long seed) {
        Random random = new Random(seed);
        try (SrtpSession sender = setup.sender();
                SrtpSession receiver = setup.receiver()) {
            for (int i = 0; i < PACKETS; i++) {
                if (setup.mkiLength() > 0) {
                    sender.sendWith(setup.mki(random.nextInt(setup.keys())));
                }
                byte[] packet = packet(random, i);
                byte[] sent = sent(sender, packet, false, random);
                assertTrue(sent.length - packet.length <= sender.packetOverhead());
                assertArrayEquals(packet, received(receiver, sent, false, random));
                byte[] control = control(random);
                byte[] sentControl = sent(sender, control, true, random);
                assertEquals(control.length + sender.controlOverhead(), sentControl.length);
                assertArrayEquals(control, received(receiver, sentControl, true, random));
            }
        }
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void whatIsShortenedOrLengthenedOrSpoiltIsRefused(@ForAll("setups") Setup setup, @ForAll long seed) {
        Random random = new Random(seed);
        try (SrtpSession sender = setup.sender();
                SrtpSession receiver = setup.receiver()) {
            for (int i = 0; i < 3; i++) {
                byte[] packet = packet(random, i);
                byte[] sent = sent(sender, packet, false, random);
                byte[] sentControl = sent(sender, control(random), true, random);
                for (int n = 0; n < 60; n++) {
                    if (setup.authenticates(i)) {
                        byte[] other = changed(sent, random, n);
                        boolean judged = other.length >= 4 && setup.authenticates(BigEndian.uint16(other, 2));
                        if (judged || other.length < 4) {
                            assertRefused(receiver.unprotect(ByteBuffer.wrap(other)));
                        }
                    }
                    assertRefused(receiver.unprotectControl(ByteBuffer.wrap(changed(sentControl, random, n))));
                }
                assertArrayEquals(packet, received(receiver, sent, false, random), "and nothing of it is remembered");
            }
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void nothingThatIsNotThePeersLeavesATraceOrAFailure(@ForAll("setups") Setup setup, @ForAll long seed) {
        Random random = new Random(seed);
        try (SrtpSession sender = setup.sender();
                SrtpSession receiver = setup.receiver()) {
            byte[] sent = sent(sender, packet(random, 0), false, random);
            byte[] sentControl = sent(sender, control(random), true, random);
            for (int n = 0; n < 100; n++) {
                byte[] bytes = random.nextBoolean() ? noise(random) : changed(sent, random, n);
                Verdict verdict = receiver.unprotect(buffer(bytes, random));
                assertNotEquals(Verdict.FAILED, verdict);
                if (setup.authenticatesAll()) {
                    assertRefused(verdict);
                }
                byte[] control = random.nextBoolean() ? noise(random) : changed(sentControl, random, n);
                assertRefused(receiver.unprotectControl(buffer(control, random)));
            }
            if (setup.authenticatesAll()) {
                assertEquals(0, receiver.receiving().sources.size());
            }
            assertTrue(receiver.receiving().sources.size() <= setup.policy().maxSources());
            assertEquals(0, receiver.receiving().controlSources.size());
        }
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void nothingThatAnApplicationSendsIsAFailure(@ForAll("setups") Setup setup, @ForAll long seed) {
        Random random = new Random(seed);
        try (SrtpSession sender = setup.sender()) {
            for (int n = 0; n < 60; n++) {
                for (boolean control : new boolean[] {false, true}) {
                    byte[] bytes = noise(random);
                    ByteBuffer buffer = buffer(bytes, random);
                    Verdict verdict = control ? sender.protectControl(buffer) : sender.protect(buffer);
                    assertNotEquals(Verdict.FAILED, verdict);
                    assertTrue(
                            verdict == Verdict.ACCEPTED ? buffer.remaining() >= bytes.length : buffer.remaining() == 0);
                }
            }
        }
    }

    private static void assertRefused(Verdict verdict) {
        assertNotEquals(Verdict.ACCEPTED, verdict);
        assertNotEquals(Verdict.FAILED, verdict, "nor is it anybody's failure");
    }

    /** With CSRCs, padding, and a header extension of elements, of something that looks like them, or of anything. */
    private static byte[] packet(Random random, int sequence) {
        RtpPacketBuilder builder = RtpPacket.builder()
                .payloadType(random.nextInt(128))
                .marker(random.nextBoolean())
                .sequence(sequence)
                .timestamp(random.nextInt() & 0xFFFF_FFFFL)
                .ssrc(7)
                .csrcs(random.longs(random.nextInt(16), 0, 1L << 32).toArray())
                .payload(bytes(random, random.nextInt(8) == 0 ? 0 : random.nextInt(400)));
        int[] profiles = {0xBEDE, 0x1000, 0x100F, random.nextInt(1 << 16)};
        if (random.nextInt(4) > 0) {
            int profile = profiles[random.nextInt(profiles.length)];
            builder.rawExtension(profile, bytes(random, 4 * random.nextInt(20)));
        }
        if (random.nextInt(4) == 0) {
            builder.padding(1 + random.nextInt(255));
        }
        return builder.build().toBytes();
    }

    private static byte[] control(Random random) {
        byte[] control = bytes(random, 8 + 4 * random.nextInt(30));
        control[0] = (byte) 0x81;
        control[1] = (byte) 200;
        BigEndian.putInt32(control, 4, 7);
        return control;
    }

    /** Likely to be looked into further than its first byte, and of any length. */
    private static byte[] noise(Random random) {
        byte[] noise = bytes(random, random.nextInt(random.nextInt(20) == 0 ? 70_000 : 300));
        if (noise.length > 15 && random.nextInt(8) > 0) {
            noise[0] = (byte) (0x80 | noise[0] & 0x1F);
            noise[14] = 0; // a short extension, where there are no CSRCs
        }
        return noise;
    }

    /** The first rounds cut and lengthen by each number of bytes in turn. */
    private static byte[] changed(byte[] packet, Random random, int round) {
        if (round < 20 && round < packet.length) {
            return Arrays.copyOf(packet, packet.length - 1 - round);
        }
        if (round < 40) {
            byte[] longer = Arrays.copyOf(packet, packet.length + round - 19);
            System.arraycopy(bytes(random, round - 19), 0, longer, packet.length, round - 19);
            return longer;
        }
        if (round % 4 == 0) {
            return Arrays.copyOf(packet, random.nextInt(packet.length));
        }
        if (round % 4 == 1) {
            byte[] without = Arrays.copyOf(packet, packet.length - 1);
            int at = random.nextInt(packet.length);
            System.arraycopy(packet, at + 1, without, at, without.length - at);
            return without;
        }
        return Fixtures.flipped(packet, random.nextInt(8 * packet.length));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** On the heap or not, somewhere in its array, with room behind it. */
    private static ByteBuffer buffer(byte[] bytes, Random random) {
        int before = random.nextInt(5);
        int room = 200;
        ByteBuffer buffer = random.nextBoolean()
                ? ByteBuffer.allocateDirect(before + bytes.length + room)
                : ByteBuffer.allocate(before + bytes.length + room);
        if (random.nextBoolean()) {
            buffer = buffer.position(before).slice();
            before = 0;
        }
        return buffer.position(before).put(bytes).limit(before + bytes.length).position(before);
    }

    private static byte[] sent(SrtpSession session, byte[] packet, boolean control, Random random) {
        return worked(session, packet, control, random, true);
    }

    private static byte[] received(SrtpSession session, byte[] packet, boolean control, Random random) {
        return worked(session, packet, control, random, false);
    }

    /** In place, or into another buffer. */
    private static byte[] worked(SrtpSession session, byte[] packet, boolean control, Random random, boolean protect) {
        ByteBuffer from = buffer(packet, random);
        ByteBuffer into = from;
        if (random.nextBoolean()) {
            into = buffer(new byte[packet.length + (protect ? session.overhead() : 0)], random);
            from = random.nextBoolean() ? from.asReadOnlyBuffer() : from;
        }
        int position = into.position();
        Verdict verdict = protect
                ? control ? session.protectControl(from, into) : session.protect(from, into)
                : control ? session.unprotectControl(from, into) : session.unprotect(from, into);
        assertEquals(Verdict.ACCEPTED, verdict);
        assertEquals(position, into.position());
        if (from != into) {
            assertArrayEquals(packet, Fixtures.bytes(from), "what was given is left as it is");
        }
        return Fixtures.bytes(into);
    }
}
