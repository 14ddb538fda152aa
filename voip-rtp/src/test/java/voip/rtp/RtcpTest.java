package voip.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Verdict;

class RtcpTest {
    private static final ReportBlock BLOCK =
            new ReportBlock(0xCAFE_BABEL, 64, -2, 0x0001_0005L, 33, 0xB705_2000L, 0x0005_4000L);

    private final RtcpReader reader = new RtcpReader();

    private static ByteBuffer hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    private static String written(ByteBuffer out) {
        return HexFormat.of().formatHex(out.array(), 0, out.position());
    }

    @Test
    void writesSenderReportAsRfc3550Section641() {
        ByteBuffer out = ByteBuffer.allocate(200);
        new RtcpWriter(out)
                .senderReport(0x1122_3344L, 0x0102_0304_0506_0708L, 0x090A_0B0CL, 10, 1600)
                .reportBlock(BLOCK)
                .canonicalName(0x1122_3344L, "abc")
                .bye(0x1122_3344L, "done");
        assertEquals(
                "81c8000c" + "11223344" + "0102030405060708" + "090a0b0c" + "0000000a" + "00000640"
                        + "cafebabe" + "40fffffe" + "00010005" + "00000021" + "b7052000" + "00054000"
                        + "81ca0003" + "11223344" + "0103616263000000"
                        + "81cb0003" + "11223344" + "04646f6e65000000",
                written(out));
    }

    @Test
    void readsBackWhatItWrites() {
        ByteBuffer out = ByteBuffer.allocate(200);
        out.position(3);
        new RtcpWriter(out)
                .senderReport(0xFFFF_FFFEL, -1L, 0xFFFF_FFFDL, 0xFFFF_FFFCL, 5)
                .reportBlock(BLOCK)
                .receiverReport(7)
                .canonicalName(7, "name")
                .bye(9, "");
        out.flip().position(3);
        assertEquals(Verdict.ACCEPTED, reader.read(out));
        assertEquals(3, out.position());
        assertThrows(IllegalStateException.class, reader::type);
        assertThrows(IllegalStateException.class, reader::ssrc);

        assertTrue(reader.next());
        assertEquals(RtcpReader.SENDER_REPORT, reader.type());
        assertEquals(0xFFFF_FFFEL, reader.ssrc());
        assertEquals(-1L, reader.ntpTimestamp());
        assertEquals(0xFFFF_FFFDL, reader.rtpTimestamp());
        assertEquals(0xFFFF_FFFCL, reader.packetCount());
        assertEquals(5, reader.octetCount());
        assertEquals(1, reader.count());
        assertEquals(BLOCK, reader.reportBlock(0));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.reportBlock(1));
        assertThrows(IllegalStateException.class, () -> reader.leaving(0));

        assertTrue(reader.next());
        assertEquals(RtcpReader.RECEIVER_REPORT, reader.type());
        assertThrows(IllegalStateException.class, reader::ntpTimestamp);

        assertTrue(reader.next());
        assertEquals("name", reader.canonicalName(7));
        assertNull(reader.canonicalName(8));

        assertTrue(reader.next());
        assertEquals(9, reader.leaving(0));
        assertEquals("", reader.reason());
        assertFalse(reader.next());
    }

    @Test
    void findsCanonicalNameBehindOtherItemsAndChunks() {
        ByteBuffer compound = hex("80c90001 00000001 82ca0006"
                + "00000001 02 01 61 00" // NAME, end
                + "00000002 03 02 6262 01 03 636e62 000000"); // EMAIL, CNAME, end and padding to the word
        assertEquals(Verdict.ACCEPTED, reader.read(compound));
        assertTrue(reader.next() && reader.next());
        assertNull(reader.canonicalName(1));
        assertEquals("cnb", reader.canonicalName(2));
    }

    @Test
    void skipsUnknownTypes() {
        assertEquals(Verdict.ACCEPTED, reader.read(hex("80c90001 00000001 80cf0000 81cb0001 00000001")));
        assertTrue(reader.next() && reader.next());
        assertEquals(207, reader.type());
        assertEquals(0, reader.ssrc());
        assertTrue(reader.next());
        assertEquals(1, reader.leaving(0));
    }

    @Test
    void acceptsPaddingInTheLastPacket() {
        assertEquals(Verdict.ACCEPTED, reader.read(hex("80c90001 00000001 a1cb0003 00000001 00000000 00000008")));
        assertTrue(reader.next() && reader.next());
        assertEquals("", reader.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "80c9", // cut off
                "80c90000", // a report without its sender
                "81ca0002 00000001 01016100", // SDES first (A.2)
                "a0c90002 00000001 00000004", // padding in the first packet
                "40c90001 00000001", // version 1
                "80c90002 00000001", // longer than it is
                "80c90001 00000001 0000", // bytes left over
                "80c90001 00000001 40cb0000", // version 1 in the second
                "81c90001 00000001", // one block announced, none there
                "80c80001 00000001", // a sender report without sender info
                "80c90001 00000001 82cb0001 00000001", // two sources announced, one there
                "80c90001 00000001 81cb0002 00000001 04616263", // the reason is cut off
                "80c90001 00000001 a1cb0002 00000001 00000000", // no padding count
                "80c90001 00000001 a1cb0002 00000001 00000003", // padding that is not whole words
                "80c90001 00000001 a1cb0002 00000001 000000fc", // more padding than packet
                "80c90001 00000001 a0cb0001 00000004 80cb0000", // padding before the last packet
                "80c90001 00000001 81ca0002 00000001 01056162", // an item is cut off
                "80c90001 00000001 81ca0002 00000001 01026162", // no end of the chunk
                "80c90001 00000001 81ca0001 00000001", // no items
            })
    void refusesMalformed(String packet) {
        assertEquals(Verdict.MALFORMED, reader.read(hex(packet)));
        assertFalse(reader.next());
    }

    @Test
    void clampsCumulativeLossTo24Bits() {
        for (int lost : new int[] {0x80_0000, -0x80_0001, 0x7F_FFFF, -0x80_0000}) {
            ByteBuffer out = ByteBuffer.allocate(64);
            new RtcpWriter(out).receiverReport(1).reportBlock(new ReportBlock(2, 0, lost, 0, 0, 0, 0));
            assertEquals(Verdict.ACCEPTED, reader.read(out.flip()));
            assertTrue(reader.next());
            assertEquals(
                    lost > 0 ? 0x7F_FFFF : -0x80_0000, reader.reportBlock(0).cumulativeLost());
        }
    }

    @Test
    void refusesToWriteWhatIsNotRtcp() {
        RtcpWriter writer = new RtcpWriter(ByteBuffer.allocate(2000));
        assertThrows(IllegalStateException.class, () -> writer.reportBlock(BLOCK));
        assertThrows(IllegalArgumentException.class, () -> writer.canonicalName(1, "x".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> writer.bye(1, "x".repeat(256)));
        writer.receiverReport(1);
        for (int i = 0; i < 31; i++) {
            writer.reportBlock(BLOCK);
        }
        assertThrows(IllegalStateException.class, () -> writer.reportBlock(BLOCK));
        assertThrows(BufferOverflowException.class, () -> new RtcpWriter(ByteBuffer.allocate(7)).receiverReport(1));
    }

    @ParameterizedTest
    @CsvSource({
        "1900-01-01T00:00:00Z, 0000000000000000",
        "1970-01-01T00:00:00.5Z, 83aa7e8080000000",
        "2036-02-07T06:28:16.25Z, 0000000040000000", // the seconds' 32 bits begin anew
    })
    void tellsTimeAsNtpDoes(Instant instant, String hex) {
        assertEquals(Long.parseUnsignedLong(hex, 16), NtpTimestamp.of(instant));
    }

    @Test
    void namesSenderReportsByTheMiddleOfTheirTimestamp() {
        assertEquals(0xB705_2000L, NtpTimestamp.middle(0xB44D_B705_2000_0000L)); // RFC 3550 figure 2
    }

    @Test
    void tellsControlFromMediaBySecondByte() {
        int[] control = IntStream.range(0, 256).filter(RtcpReader::isControl).toArray();
        assertArrayEquals(IntStream.rangeClosed(192, 223).toArray(), control);
    }
}
