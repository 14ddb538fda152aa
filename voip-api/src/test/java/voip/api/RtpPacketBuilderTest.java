package voip.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.api.RtpPacketTest.hex;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtpPacketBuilderTest {
    @Test
    void writesEveryFieldOfTheHeader() {
        RtpPacket packet = RtpPacket.builder()
                .payloadType(101)
                .marker(true)
                .sequence(0xFFFE)
                .timestamp(0x89ABCDEFL)
                .ssrc(0xFEDCBA98L)
                .csrcs(1, 0xFFFF_FFFFL)
                .rawExtension(0x1234, hex("0a0b0c0d"))
                .payload(hex("00707100"), 1, 2)
                .padding(3)
                .build();
        assertArrayEquals(
                hex("b2e5 fffe 89abcdef fedcba98 00000001 ffffffff 1234 0001 0a0b0c0d 7071 000003"), packet.toBytes());
    }

    @Test
    void isEmptyToBeginWith() {
        assertArrayEquals(
                hex("8000 0000 00000000 00000000"), RtpPacket.builder().build().toBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 128, 200, 255, 256, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesPayloadTypesThatWouldReachTheMarker(int number) {
        RtpPacketBuilder builder = RtpPacket.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.payloadType(number));
        assertThrows(IllegalArgumentException.class, () -> new PayloadType(number, "x", 8000));
        assertFalse(builder.build().marker());
    }

    @Test
    void everyPayloadTypeLeavesTheMarkerAlone() {
        for (int number = 0; number <= 127; number++) {
            RtpPacket packet =
                    RtpPacket.builder().payloadType(number).marker(false).build();
            assertFalse(packet.marker());
            assertEquals(number, packet.payloadType());
            assertTrue(
                    RtpPacket.builder().payloadType(number).marker(true).build().marker());
        }
        assertEquals(
                111, RtpPacket.builder().payloadType(PayloadType.OPUS).build().payloadType());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        RtpPacketBuilder builder = RtpPacket.builder();
        assertRefused("sequence number -1", () -> builder.sequence(-1));
        assertRefused("sequence number 65536", () -> builder.sequence(65536));
        assertRefused("timestamp -1", () -> builder.timestamp(-1));
        assertRefused("timestamp 4294967296", () -> builder.timestamp(1L << 32));
        assertRefused("SSRC -1", () -> builder.ssrc(-1));
        assertRefused("SSRC 4294967296", () -> builder.ssrc(1L << 32));
        assertRefused("CSRC -1", () -> builder.csrcs(1, -1));
        assertRefused("CSRC 4294967296", () -> builder.csrcs(1L << 32));
        assertRefused("number of CSRCs 16", () -> builder.csrcs(new long[16]));
        assertRefused("padding -1", () -> builder.padding(-1));
        assertRefused("padding 256", () -> builder.padding(256));
        assertRefused("identifier 0", () -> builder.extension(0, new byte[1]));
        assertRefused("identifier 15", () -> builder.extension(15, new byte[1]));
        assertRefused("identifier 256", () -> builder.extension(256, new byte[1]));
        assertRefused("element 256", () -> builder.extension(1, new byte[256]));
        assertRefused("profile 65536", () -> builder.rawExtension(65536, new byte[4]));
        assertRefused("5 bytes", () -> builder.rawExtension(1, new byte[5]));
        assertRefused("words 65536", () -> builder.rawExtension(1, new byte[4 * 65536]));
        assertThrows(IndexOutOfBoundsException.class, () -> builder.payload(new byte[2], 1, 2));
        assertArrayEquals(RtpPacket.builder().build().toBytes(), builder.build().toBytes(), "nothing was taken");
    }

    @Test
    void takesEitherElementsOrARawExtension() {
        RtpPacketBuilder raw = RtpPacket.builder().rawExtension(1, new byte[4]);
        assertThrows(IllegalArgumentException.class, () -> raw.extension(1, new byte[1]));
        RtpPacketBuilder elements = RtpPacket.builder().extension(1, new byte[1]);
        assertThrows(IllegalArgumentException.class, () -> elements.rawExtension(1, new byte[4]));
    }

    @Test
    void keepsCopiesOfWhatItIsGiven() {
        byte[] data = {1, 2, 3, 4};
        long[] sources = {7};
        RtpPacketBuilder builder =
                RtpPacket.builder().payload(data).csrcs(sources).extension(3, data);
        RtpPacket before = builder.build();
        Arrays.fill(data, (byte) 9);
        sources[0] = 9;
        assertArrayEquals(before.toBytes(), builder.build().toBytes());
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), before.payload());
    }

    @Test
    void buildsAnotherPacketEachTime() {
        RtpPacketBuilder builder = RtpPacket.builder().sequence(1);
        RtpPacket first = builder.build();
        builder.sequence(2).build();
        assertEquals(1, first.sequence());
    }

    @Test
    void theLargestExtensionFits() {
        RtpPacket packet = RtpPacket.builder()
                .rawExtension(0xFFFF, new byte[4 * 65535])
                .payload(new byte[] {5})
                .build();
        assertEquals(4 * 65535, packet.extensionData().remaining());
        assertEquals(5, packet.payload().get());
    }

    /** Whatever is built is parsed as what it was built from, and built again the same. */
    @Test
    void parsingUndoesBuilding() {
        Random random = new Random(3550);
        for (int i = 0; i < 5_000; i++) {
            int payloadType = random.nextInt(128);
            boolean marker = random.nextBoolean();
            int sequence = random.nextInt(65536);
            long timestamp = random.nextLong() & 0xFFFF_FFFFL;
            long ssrc = random.nextLong() & 0xFFFF_FFFFL;
            long[] csrcs = random.longs(random.nextInt(16), 0, 1L << 32).toArray();
            byte[] payload = bytes(random, random.nextInt(200));
            int padding = random.nextBoolean() ? 0 : random.nextInt(256);
            RtpPacketBuilder builder = RtpPacket.builder()
                    .payloadType(payloadType)
                    .marker(marker)
                    .sequence(sequence)
                    .timestamp(timestamp)
                    .ssrc(ssrc)
                    .csrcs(csrcs)
                    .payload(payload)
                    .padding(padding);
            byte[] extension = random.nextBoolean() ? bytes(random, 4 * random.nextInt(6)) : null;
            if (extension != null) {
                builder.rawExtension(0x4242, extension);
            }
            RtpPacket parsed = RtpPacket.parse(builder.build().toBytes());
            assertEquals(payloadType, parsed.payloadType());
            assertEquals(marker, parsed.marker());
            assertEquals(sequence, parsed.sequence());
            assertEquals(timestamp, parsed.timestamp());
            assertEquals(ssrc, parsed.ssrc());
            assertEquals(csrcs.length, parsed.csrcCount());
            for (int c = 0; c < csrcs.length; c++) {
                assertEquals(csrcs[c], parsed.csrc(c));
            }
            assertEquals(extension == null ? null : ByteBuffer.wrap(extension), parsed.extensionData());
            assertEquals(ByteBuffer.wrap(payload), parsed.payload());
            assertEquals(padding, parsed.paddingLength());
            assertArrayEquals(builder.build().toBytes(), parsed.copy().toBytes());
        }
    }

    private static void assertRefused(String why, Runnable setter) {
        String message =
                assertThrows(IllegalArgumentException.class, setter::run).getMessage();
        assertTrue(message.contains(why), message);
    }

    static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
