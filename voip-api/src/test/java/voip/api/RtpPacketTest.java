package voip.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header of RFC 3550 §5.1, field by field, against bytes written out here. */
class RtpPacketTest {
    /** V=2 P=1 X=1 CC=2, M=1 PT=101, two CSRCs, an extension of one word, two bytes of payload, three of padding. */
    private static final byte[] WHOLE =
            hex("b2e5 fffe 89abcdef fedcba98 00000001 ffffffff 1234 0001 0a0b0c0d 7071 000003");

    @Test
    void readsEveryFieldOfTheHeader() {
        RtpPacket packet = RtpPacket.parse(WHOLE);
        assertEquals(101, packet.payloadType());
        assertTrue(packet.marker());
        assertEquals(0xFFFE, packet.sequence());
        assertEquals(0x89ABCDEFL, packet.timestamp());
        assertEquals(0xFEDCBA98L, packet.ssrc());
        assertEquals(2, packet.csrcCount());
        assertEquals(1, packet.csrc(0));
        assertEquals(0xFFFF_FFFFL, packet.csrc(1));
        assertTrue(packet.hasExtension());
        assertEquals(0x1234, packet.extensionProfile());
        assertEquals(ByteBuffer.wrap(hex("0a0b0c0d")), packet.extensionData());
        assertEquals(2, packet.payloadLength());
        assertEquals(ByteBuffer.wrap(hex("7071")), packet.payload());
        assertEquals(3, packet.paddingLength());
        assertEquals(WHOLE.length, packet.length());
        assertArrayEquals(WHOLE, packet.toBytes());
    }

    @Test
    void readsTheSmallestPacket() {
        RtpPacket packet = RtpPacket.parse(hex("8000 0000 00000000 00000000"));
        assertEquals(0, packet.payloadType());
        assertFalse(packet.marker());
        assertEquals(0, packet.csrcCount());
        assertFalse(packet.hasExtension());
        assertEquals(-1, packet.extensionProfile());
        assertNull(packet.extensionData());
        assertNull(packet.extension(1));
        assertEquals(0, packet.payloadLength());
        assertEquals(0, packet.payload().remaining());
        assertEquals(0, packet.paddingLength());
        assertEquals(RtpPacket.FIXED_HEADER, packet.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void findsThePayloadBehindEveryNumberOfContributingSources(int count) {
        long[] sources = LongStream.range(0, count).map(i -> 0xFFFF_FFF0L + i).toArray();
        RtpPacket packet = RtpPacket.parse(RtpPacket.builder()
                .csrcs(sources)
                .payload(new byte[] {42})
                .build()
                .toBytes());
        assertEquals(count, packet.csrcCount());
        for (int i = 0; i < count; i++) {
            assertEquals(sources[i], packet.csrc(i));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> packet.csrc(count));
        assertThrows(IndexOutOfBoundsException.class, () -> packet.csrc(-1));
        assertEquals(42, packet.payload().get());
    }

    @ParameterizedTest
    @CsvSource({"e0, true, 96", "60, false, 96", "ff, true, 127", "80, true, 0", "7f, false, 127"})
    void tellsTheMarkerFromThePayloadType(String second, boolean marker, int payloadType) {
        RtpPacket packet = RtpPacket.parse(hex("80" + second + "0000 00000000 00000000"));
        assertEquals(marker, packet.marker());
        assertEquals(payloadType, packet.payloadType());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "80", // less than a header
                "8000 0000 00000000 000000", // one byte less than a header
                "0000 0000 00000000 00000000", // version 0
                "4000 0000 00000000 00000000", // version 1
                "c000 0000 00000000 00000000", // version 3
                "8100 0000 00000000 00000000", // a CSRC beyond the end
                "8f00 0000 00000000 00000000 00000001", // fourteen of them
                "9000 0000 00000000 00000000", // no extension header
                "9000 0000 00000000 00000000 bede00", // half of one
                "9000 0000 00000000 00000000 bede0001", // an extension beyond the end
                "9000 0000 00000000 00000000 bedeffff 00000000",
                "a000 0000 00000000 00000000", // no padding; the last byte of the header would be its count
                "a000 0000 00000000 00000001",
                "a000 0000 00000000 00000000 00", // a count of 0
                "a000 0000 00000000 00000000 0003", // more padding than there is
                "b000 0000 00000000 00000000 bede0001 00000000 0003",
            })
    void refusesWhatDoesNotFit(String packet) {
        byte[] bytes = hex(packet);
        assertEquals(Verdict.MALFORMED, new RtpReader().read(ByteBuffer.wrap(bytes)));
        String message = assertThrows(IllegalArgumentException.class, () -> RtpPacket.parse(bytes))
                .getMessage();
        assertTrue(message.contains(bytes.length + " bytes"), message);
    }

    @Test
    void paddingMayFillAllBehindTheHeader() {
        RtpPacket packet = RtpPacket.parse(hex("a000 0000 00000000 00000000 000003"));
        assertEquals(0, packet.payloadLength());
        assertEquals(3, packet.paddingLength());
    }

    @Test
    void headerLengthIsThatOfAPacketInTheMiddleOfAnArray() {
        byte[] array = new byte[WHOLE.length + 10];
        System.arraycopy(WHOLE, 0, array, 5, WHOLE.length);
        assertEquals(28, RtpPacket.headerLength(array, 5, WHOLE.length));
        assertEquals(28, RtpPacket.headerLength(array, 5, 28));
        assertEquals(-1, RtpPacket.headerLength(array, 5, 27));
        assertEquals(-1, RtpPacket.headerLength(array, 5, 20));
        assertEquals(-1, RtpPacket.headerLength(array, 5, 11));
        assertEquals(-1, RtpPacket.headerLength(array, 4, WHOLE.length));
    }

    @Test
    void parsedPacketsDoNotFollowTheirArray() {
        byte[] bytes = WHOLE.clone();
        RtpPacket packet = RtpPacket.parse(bytes);
        Arrays.fill(bytes, (byte) 0);
        assertArrayEquals(WHOLE, packet.toBytes());
        packet.toBytes()[0] = 0;
        assertArrayEquals(WHOLE, packet.toBytes());
    }

    @Test
    void buffersOfAPacketAreReadOnlyAndHoldNothingElse() {
        RtpPacket packet = RtpPacket.parse(WHOLE);
        assertThrows(ReadOnlyBufferException.class, () -> packet.payload().put((byte) 0));
        ByteBuffer extension = packet.extensionData();
        assertThrows(ReadOnlyBufferException.class, () -> extension.put((byte) 0));
        assertEquals(2, packet.payload().capacity());
        assertEquals(4, extension.capacity());
    }

    @Test
    void writesPayloadAndPacketAtABuffersPosition() {
        RtpPacket packet = RtpPacket.parse(WHOLE);
        ByteBuffer into = ByteBuffer.allocate(WHOLE.length + 3);
        into.put((byte) 1);
        packet.payloadTo(into);
        packet.writeTo(into);
        assertEquals(0, into.remaining());
        assertArrayEquals(hex("01 7071" + HexFormat.of().formatHex(WHOLE)), into.array());
        assertThrows(BufferOverflowException.class, () -> packet.payloadTo(into));
        assertThrows(BufferOverflowException.class, () -> packet.writeTo(into));
    }

    @Test
    void toStringIsForPeople() {
        assertEquals(
                "RtpPacket[pt=101 seq=65534 ts=2309737967 ssrc=0xfedcba98 payload=2 marker]",
                RtpPacket.parse(WHOLE).toString());
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
