package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import voip.api.Verdict;

/** Buffers of every kind, in place and from one into another. */
class BuffersTest {
    private static final int AT = 5;
    private static final int ROOM = 60;

    /** Allocates some bytes; the heap's lies within an array. */
    interface Kind {
        ByteBuffer allocate(int capacity);
    }

    static List<Kind> kinds() {
        return List.of(
                capacity -> ByteBuffer.wrap(new byte[capacity + 3], 3, capacity).slice(), ByteBuffer::allocateDirect);
    }

    /** A packet that begins somewhere. */
    private static ByteBuffer holding(Kind kind, byte[] packet, int room) {
        ByteBuffer buffer = kind.allocate(AT + packet.length + room);
        return buffer.position(AT).put(packet).limit(buffer.position()).position(AT);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void inPlace(Kind kind) throws Exception {
        try (SrtpSession model = Fixtures.sender();
                SrtpSession sender = Fixtures.sender();
                SrtpSession receiver = Fixtures.receiver()) {
            byte[] plain = Fixtures.rtp(7, 1);
            ByteBuffer packet = holding(kind, plain, ROOM);
            assertEquals(Verdict.ACCEPTED, sender.protect(packet));
            assertEquals(AT, packet.position());
            assertArrayEquals(Fixtures.protect(model, plain), Fixtures.bytes(packet));
            assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet));
            assertArrayEquals(plain, Fixtures.bytes(packet));
            assertEquals(AT, packet.position());

            byte[] report = Fixtures.rtcp(7);
            ByteBuffer control = holding(kind, report, ROOM);
            assertEquals(Verdict.ACCEPTED, sender.protectControl(control));
            assertArrayEquals(Fixtures.protectControl(model, report), Fixtures.bytes(control));
            assertEquals(Verdict.ACCEPTED, receiver.unprotectControl(control));
            assertArrayEquals(report, Fixtures.bytes(control));
        }
    }

    @Test
    void fromOneIntoAnother() throws Exception {
        for (Kind from : kinds()) {
            for (Kind to : kinds()) {
                try (SrtpSession model = Fixtures.sender();
                        SrtpSession sender = Fixtures.sender();
                        SrtpSession receiver = Fixtures.receiver()) {
                    byte[] plain = Fixtures.rtp(7, 1);
                    ByteBuffer packet = holding(from, plain, 0).asReadOnlyBuffer();
                    ByteBuffer srtp = to.allocate(300).position(AT);
                    assertEquals(Verdict.ACCEPTED, sender.protect(packet, srtp));
                    assertArrayEquals(plain, Fixtures.bytes(packet));
                    assertEquals(AT, srtp.position());
                    byte[] expected = Fixtures.protect(model, plain);
                    assertArrayEquals(expected, Fixtures.bytes(srtp));
                    ByteBuffer rtp = from.allocate(300).position(AT);
                    assertEquals(Verdict.ACCEPTED, receiver.unprotect(srtp.asReadOnlyBuffer(), rtp));
                    assertArrayEquals(plain, Fixtures.bytes(rtp));
                    assertArrayEquals(expected, Fixtures.bytes(srtp));

                    byte[] report = Fixtures.rtcp(7);
                    ByteBuffer srtcp = to.allocate(300).position(AT);
                    assertEquals(Verdict.ACCEPTED, sender.protectControl(holding(from, report, 0), srtcp));
                    assertArrayEquals(Fixtures.protectControl(model, report), Fixtures.bytes(srtcp));
                    ByteBuffer rtcp = from.allocate(300);
                    assertEquals(Verdict.ACCEPTED, receiver.unprotectControl(srtcp, rtcp));
                    assertArrayEquals(report, Fixtures.bytes(rtcp));
                }
            }
        }
    }

    @Test
    void anyVerdictButAcceptedLeavesTheBufferEmpty() throws Exception {
        for (Kind kind : kinds()) {
            try (SrtpSession sender = Fixtures.sender();
                    SrtpSession receiver = Fixtures.receiver()) {
                byte[] wrong = Fixtures.flipped(Fixtures.protect(sender, Fixtures.rtp(7, 1)), 100);
                byte[] wrongControl = Fixtures.flipped(Fixtures.protectControl(sender, Fixtures.rtcp(7)), 100);
                List<ByteBuffer> buffers = new ArrayList<>();
                ByteBuffer into = kind.allocate(300).position(AT);
                assertEquals(Verdict.UNAUTHENTIC, receiver.unprotect(holding(kind, wrong, 0), into));
                buffers.add(into);
                into = kind.allocate(300).position(AT);
                assertEquals(Verdict.UNAUTHENTIC, receiver.unprotectControl(holding(kind, wrongControl, 0), into));
                buffers.add(into);
                into = kind.allocate(300).position(AT);
                assertEquals(Verdict.INDEX_REUSED, sender.protect(holding(kind, Fixtures.rtp(7, 1), 0), into));
                buffers.add(into);
                ByteBuffer inPlace = holding(kind, wrong, 0);
                assertEquals(Verdict.UNAUTHENTIC, receiver.unprotect(inPlace));
                buffers.add(inPlace);
                inPlace = holding(kind, new byte[3], ROOM);
                assertEquals(Verdict.MALFORMED, sender.protectControl(inPlace));
                buffers.add(inPlace);
                for (ByteBuffer buffer : buffers) {
                    assertEquals(AT, buffer.position());
                    assertEquals(AT, buffer.limit());
                }
            }
        }
    }

    /** The sizes that are known beforehand are enough, and one byte less is not. */
    @Test
    void whatDoesNotFitIsTooLongAndTakesNoIndex() throws Exception {
        for (Kind kind : kinds()) {
            try (SrtpSession sender = Fixtures.sender();
                    SrtpSession receiver = Fixtures.receiver()) {
                byte[] plain = Fixtures.rtp(7, 1);
                byte[] report = Fixtures.rtcp(7);
                int length = plain.length + sender.packetOverhead();
                int controlLength = report.length + sender.controlOverhead();
                assertEquals(Verdict.TOO_LONG, sender.protect(holding(kind, plain, sender.packetOverhead() - 1)));
                assertEquals(
                        Verdict.TOO_LONG, sender.protectControl(holding(kind, report, sender.controlOverhead() - 1)));
                assertEquals(Verdict.TOO_LONG, sender.protect(ByteBuffer.wrap(plain), kind.allocate(length - 1)));
                assertEquals(Verdict.TOO_LONG, sender.protect(ByteBuffer.wrap(plain), kind.allocate(3)));
                ByteBuffer packet = kind.allocate(length);
                assertEquals(Verdict.ACCEPTED, sender.protect(ByteBuffer.wrap(plain), packet));
                assertEquals(length, packet.remaining());
                ByteBuffer control = kind.allocate(controlLength);
                assertEquals(Verdict.ACCEPTED, sender.protectControl(ByteBuffer.wrap(report), control));
                assertEquals(controlLength, control.remaining());
                assertEquals(Verdict.TOO_LONG, receiver.unprotect(packet, kind.allocate(length - 1)));
                assertEquals(Verdict.ACCEPTED, receiver.unprotect(packet, kind.allocate(length)));
                ByteBuffer huge = kind.allocate(70_000);
                assertEquals(Verdict.MALFORMED, receiver.unprotect(huge));
                assertEquals(Verdict.TOO_LONG, sender.protect(kind.allocate(70_000)));
            }
        }
    }

    /** With a limit of its own, nothing is written behind it. */
    @Test
    void writesNothingBehindTheLimitOfAnotherBuffer() throws Exception {
        for (Kind kind : kinds()) {
            try (SrtpSession sender = Fixtures.sender()) {
                ByteBuffer into = kind.allocate(400);
                into.limit(100);
                assertEquals(Verdict.TOO_LONG, sender.protect(ByteBuffer.wrap(Fixtures.rtp(7, 1)), into));
                into.clear();
                assertArrayEquals(new byte[400], Fixtures.bytes(into));
            }
        }
    }

    @Test
    void aReadOnlyBufferIsAMistake() throws Exception {
        try (SrtpSession session = Fixtures.sender()) {
            ByteBuffer readOnly =
                    ByteBuffer.wrap(Arrays.copyOf(Fixtures.rtp(7, 1), 300)).asReadOnlyBuffer();
            assertThrows(IllegalArgumentException.class, () -> session.protect(readOnly));
            assertThrows(IllegalArgumentException.class, () -> session.protect(ByteBuffer.allocate(20), readOnly));
        }
    }
}
