package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import voip.api.RtpPacket;
import voip.api.Verdict;

class SendingTest {
    private final SrtpSession sender = Fixtures.sender();
    private final SrtpSession receiver = Fixtures.receiver();

    @Test
    void neverSendsAMalformedPacketUnprotected() {
        byte[] announcesMoreThanItHas = Fixtures.rtp(7, 1);
        announcesMoreThanItHas[0] = (byte) 0x90;
        announcesMoreThanItHas[14] = 0x7F;
        byte[] ofVersion1 = Fixtures.rtp(7, 1);
        ofVersion1[0] = 0x40;
        for (byte[] packet : new byte[][] {{}, {(byte) 0x80}, new byte[11], announcesMoreThanItHas, ofVersion1}) {
            ByteBuffer buffer = Fixtures.buffer(packet);
            assertEquals(Verdict.MALFORMED, sender.protect(buffer));
            assertEquals(0, buffer.remaining());
        }
        for (byte[] packet : new byte[][] {{}, Arrays.copyOf(Fixtures.rtcp(7), 7), new byte[8]}) {
            ByteBuffer buffer = Fixtures.buffer(packet);
            assertEquals(Verdict.MALFORMED, sender.protectControl(buffer));
            assertEquals(0, buffer.remaining());
        }
    }

    @Test
    void leavesCsrcsAndExtensionInTheClearAndEncryptsAllThePayload() {
        byte[] payload = new byte[40];
        RtpPacket packet = RtpPacket.builder()
                .ssrc(7)
                .sequence(9)
                .csrcs(1, 2, 3)
                .extension(5, new byte[] {1, 2, 3})
                .payload(payload)
                .padding(4)
                .build();
        byte[] plain = packet.toBytes();
        int header = RtpPacket.headerLength(plain, 0, plain.length);
        ByteBuffer buffer = Fixtures.buffer(plain);
        assertEquals(Verdict.ACCEPTED, sender.protect(buffer));
        byte[] sent = Fixtures.bytes(buffer);
        assertEquals(plain.length + 10, sent.length);
        assertArrayEquals(Arrays.copyOf(plain, header), Arrays.copyOf(sent, header));
        assertFalse(Arrays.equals(
                Arrays.copyOfRange(plain, header, plain.length), Arrays.copyOfRange(sent, header, plain.length)));
        assertEquals(Verdict.ACCEPTED, receiver.unprotect(buffer));
        assertArrayEquals(plain, Fixtures.bytes(buffer));
    }

    @Test
    void aLowerSequenceNumberDoesNotAdvanceTheRolloverCounter() {
        for (int sequence : new int[] {100, 99, 101, 98, 102}) {
            assertEquals(Verdict.ACCEPTED, exchange(7, sequence), "sequence " + sequence);
        }
        assertEquals(Verdict.ACCEPTED, exchange(8, 65535));
        assertEquals(Verdict.ACCEPTED, exchange(8, 1));
        assertEquals(Verdict.ACCEPTED, exchange(8, 65534), "from before the roll-over");
        assertEquals(Verdict.ACCEPTED, exchange(8, 0));
        assertEquals(Verdict.ACCEPTED, exchange(8, 2));
    }

    @Test
    void neverProtectsTheSameIndexTwice() {
        byte[] first = Fixtures.protect(sender, Fixtures.rtp(7, 1));
        ByteBuffer other = Fixtures.buffer(Arrays.copyOf(Fixtures.rtp(7, 1), 100));
        assertEquals(Verdict.INDEX_REUSED, sender.protect(other));
        assertEquals(0, other.remaining());
        for (int sequence = 2; sequence < 1026; sequence++) {
            Fixtures.protect(sender, Fixtures.rtp(7, sequence));
        }
        assertEquals(Verdict.INDEX_REUSED, sender.protect(Fixtures.buffer(Fixtures.rtp(7, 2))));
        assertEquals(Verdict.TOO_OLD, sender.protect(Fixtures.buffer(Fixtures.rtp(7, 1))));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, first));
    }

    @Test
    void neverProtectsAnIndexTwiceThatWasOutOfOrder() {
        for (int sequence : new int[] {10, 8, 12}) {
            Fixtures.protect(sender, Fixtures.rtp(7, sequence));
        }
        for (int sequence : new int[] {10, 8, 12}) {
            assertEquals(Verdict.INDEX_REUSED, sender.protect(Fixtures.buffer(Fixtures.rtp(7, sequence))));
        }
        Fixtures.protect(sender, Fixtures.rtp(7, 9));
    }

    @Test
    void theSameSequenceNumberInTheNextCycleIsAnotherIndex() {
        byte[] first = Fixtures.protect(sender, Fixtures.rtp(7, 5));
        for (int index = 6; index < 65536 + 5; index += 1000) {
            Fixtures.protect(sender, Fixtures.rtp(7, index & 0xFFFF));
        }
        byte[] second = Fixtures.protect(sender, Fixtures.rtp(7, 5));
        assertFalse(Arrays.equals(first, second));
    }

    @Test
    void theSameSequenceNumberOfTwoSourcesIsTwoKeystreams() {
        byte[] one = Fixtures.protect(sender, Fixtures.rtp(7, 5));
        byte[] other = Fixtures.protect(sender, Fixtures.rtp(8, 5));
        assertFalse(Arrays.equals(Arrays.copyOfRange(one, 12, 172), Arrays.copyOfRange(other, 12, 172)));
    }

    @Test
    void needsRoomBehindThePacket() {
        byte[] packet = Fixtures.rtp(7, 1);
        for (int room = 0; room < 10; room++) {
            ByteBuffer tight = ByteBuffer.wrap(Arrays.copyOf(packet, packet.length + room));
            tight.limit(packet.length);
            assertEquals(Verdict.TOO_LONG, sender.protect(tight));
            assertEquals(0, tight.remaining());
        }
        ByteBuffer fitting = ByteBuffer.wrap(Arrays.copyOf(packet, packet.length + 10));
        fitting.limit(packet.length);
        assertEquals(Verdict.ACCEPTED, sender.protect(fitting), "a packet that did not fit took no index");

        ByteBuffer tight = ByteBuffer.wrap(Arrays.copyOf(Fixtures.rtcp(7), 8 + 13));
        tight.limit(8);
        assertEquals(Verdict.TOO_LONG, sender.protectControl(tight));
        assertEquals(14, sender.overhead());
        ByteBuffer jumbo = ByteBuffer.allocate(70_000);
        jumbo.put(0, (byte) 0x80).limit(65_526);
        assertEquals(Verdict.TOO_LONG, sender.protect(jumbo), "no datagram can carry it");
    }

    @Test
    void countsControlPacketsUpFromZeroForEachSource() {
        for (int ssrc = 7; ssrc <= 8; ssrc++) {
            for (int index = 0; index < 3; index++) {
                byte[] sent = Fixtures.protectControl(sender, Fixtures.rtcp(ssrc));
                assertEquals(8 + 4 + 10, sent.length);
                assertEquals(0x8000_0000 | index, BigEndian.int32(sent, 8));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, sent));
            }
        }
    }

    @Test
    void putsAnEightyBitTagOnControlPacketsWithTheShortSuiteToo() throws Exception {
        try (SrtpSession shortTags = SrtpSession.sender(Fixtures.SUITE_32, Fixtures.key(0), SrtpPolicy.standard())) {
            assertEquals(172 + 4, Fixtures.protect(shortTags, Fixtures.rtp(7, 1)).length);
            assertEquals(8 + 4 + 10, Fixtures.protectControl(shortTags, Fixtures.rtcp(7)).length);
            assertEquals(14, shortTags.overhead());
        }
    }

    @Test
    void stopsAtTheEndOfTheIndexSpace() throws Exception {
        SendContext context = Contexts.sending(Fixtures.SUITE_80, SrtpPolicy.standard());
        context.sources.add(7, Contexts.source((1L << 48) - 2));
        context.controlSources.add(7, Contexts.source(0x7FFF_FFFE));
        assertEquals(Verdict.ACCEPTED, Contexts.packet(context, Fixtures.buffer(Fixtures.rtp(7, 0xFFFF))));
        assertEquals(Verdict.KEY_EXHAUSTED, Contexts.packet(context, Fixtures.buffer(Fixtures.rtp(7, 0))));
        assertEquals(Verdict.INDEX_REUSED, Contexts.packet(context, Fixtures.buffer(Fixtures.rtp(7, 0xFFFF))));
        assertEquals(Verdict.ACCEPTED, Contexts.control(context, Fixtures.buffer(Fixtures.rtcp(7))));
        assertEquals(Verdict.KEY_EXHAUSTED, Contexts.control(context, Fixtures.buffer(Fixtures.rtcp(7))));
        assertEquals(Verdict.KEY_EXHAUSTED, Contexts.control(context, Fixtures.buffer(Fixtures.rtcp(7))));
    }

    @Test
    void remembersABoundedNumberOfSources() {
        SrtpSession bounded = Fixtures.sender(SrtpPolicy.standard().withMaxSources(2));
        Fixtures.protect(bounded, Fixtures.rtp(1, 1));
        Fixtures.protect(bounded, Fixtures.rtp(2, 1));
        Fixtures.protectControl(bounded, Fixtures.rtcp(1));
        Fixtures.protectControl(bounded, Fixtures.rtcp(2));
        assertEquals(Verdict.TOO_MANY_SOURCES, bounded.protect(Fixtures.buffer(Fixtures.rtp(3, 1))));
        assertEquals(Verdict.TOO_MANY_SOURCES, bounded.protectControl(Fixtures.buffer(Fixtures.rtcp(3))));
        Fixtures.protect(bounded, Fixtures.rtp(2, 2));
    }

    @Test
    void sendsForItselfAfterItHasRelayedForManyOthers() {
        for (int foreign = 1; foreign <= 1000; foreign++) {
            Fixtures.protect(sender, Fixtures.rtp(foreign, 1));
            Fixtures.protectControl(sender, Fixtures.rtcp(foreign));
        }
        assertEquals(Verdict.ACCEPTED, sender.protect(Fixtures.buffer(Fixtures.rtp(5000, 1))));
        assertEquals(Verdict.ACCEPTED, sender.protectControl(Fixtures.buffer(Fixtures.rtcp(5000))));
    }

    private Verdict exchange(long ssrc, int sequence) {
        byte[] packet = Fixtures.rtp(ssrc, sequence);
        ByteBuffer buffer = Fixtures.buffer(packet);
        Verdict sent = sender.protect(buffer);
        if (sent != Verdict.ACCEPTED) {
            return sent;
        }
        Verdict received = receiver.unprotect(buffer);
        assertArrayEquals(packet, Fixtures.bytes(buffer));
        return received;
    }
}
