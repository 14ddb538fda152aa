package voip.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static voip.api.RtpPacketTest.hex;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one-byte and two-byte forms of RFC 8285. */
class HeaderExtensionsTest {
    @Test
    void rfc8285Section42OneByteFormWithPaddingBetween() {
        RtpPacket packet = packet(0xBEDE, "10 a1 00 00 00 22 b1b2b3 00 e0 c1");
        assertElement("a1", packet, 1);
        assertElement("b1b2b3", packet, 2);
        assertElement("c1", packet, 14);
        assertNull(packet.extension(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1000, 0x1001, 0x100F})
    void rfc8285Section43TwoByteFormWhateverItsAppbits(int profile) {
        RtpPacket packet = packet(profile, "01 00 02 01 b1 00 00 ff 04 c1c2c3c4 0f 01 d1");
        assertElement("", packet, 1);
        assertElement("b1", packet, 2);
        assertElement("c1c2c3c4", packet, 255);
        assertElement("d1", packet, 15);
        assertNull(packet.extension(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1010, 0x0FFF, 0xBEDF, 0, 0xFFFF})
    void otherProfilesHaveNoElements(int profile) {
        RtpPacket packet = packet(profile, "10 a1 00 00");
        assertNull(packet.extension(1));
        assertEquals(profile, packet.extensionProfile());
        assertEquals(4, packet.extensionData().remaining());
    }

    @Test
    void rfc8285Section42Identifier15EndsTheOneByteForm() {
        RtpPacket packet = packet(0xBEDE, "10 a1 f0 00 20 b1 00 00");
        assertElement("a1", packet, 1);
        assertNull(packet.extension(15));
        assertNull(packet.extension(2));
    }

    @Test
    void rfc8285Section412Identifier0WithALengthEndsTheOneByteForm() {
        RtpPacket packet = packet(0xBEDE, "10 a1 01 00 00 20 b1 00");
        assertElement("a1", packet, 1);
        assertNull(packet.extension(0));
        assertNull(packet.extension(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"13 a1 00 00", "00 00 00 10", "00 21 a1 00 1f 00 00 00"})
    void oneByteElementsBeyondTheEndAreNotThere(String data) {
        RtpPacket packet = packet(0xBEDE, data);
        assertNull(packet.extension(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 03 a1 00", "00 00 00 01", "00 00 01 01", "01 ff 00 00"})
    void twoByteElementsBeyondTheEndAreNotThere(String data) {
        assertNull(packet(0x1000, data).extension(1));
    }

    @Test
    void elementsMayEndWithTheExtension() {
        assertElement("a1a2a3", packet(0xBEDE, "12 a1a2a3"), 1);
        assertElement("a1a2", packet(0x1000, "01 02 a1a2"), 1);
    }

    @Test
    void theFirstOfTwoElementsWithOneIdentifierCounts() {
        assertElement("a1", packet(0xBEDE, "10 a1 10 a2"), 1);
    }

    @Test
    void anEmptyExtensionHasNoElements() {
        RtpPacket packet = packet(0xBEDE, "");
        assertNull(packet.extension(1));
        assertEquals(0, packet.extensionData().remaining());
    }

    @Test
    void elementsAreReadOnly() {
        ByteBuffer element = packet(0xBEDE, "10 a1 00 00").extension(1);
        assertThrows(ReadOnlyBufferException.class, () -> element.put(0, (byte) 0));
        assertEquals(1, element.capacity());
    }

    @Test
    void buildsTheOneByteFormWhereItFits() {
        RtpPacket packet = RtpPacket.builder()
                .extension(14, hex("c1"))
                .extension(1, hex("a1a2"))
                .build();
        assertEquals(0xBEDE, packet.extensionProfile());
        assertEquals(ByteBuffer.wrap(hex("11a1a2 e0c1 000000")), packet.extensionData());
    }

    @Test
    void buildsTheTwoByteFormForWhatDoesNotFitOneByte() {
        assertEquals(
                ByteBuffer.wrap(hex("0100 0000")),
                RtpPacket.builder().extension(1, new byte[0]).build().extensionData());
        assertEquals(
                ByteBuffer.wrap(hex("1001 a100")),
                RtpPacket.builder().extension(16, hex("a1")).build().extensionData());
        RtpPacket seventeen = RtpPacket.builder()
                .extension(1, new byte[17])
                .extension(2, hex("b1"))
                .build();
        assertEquals(0x1000, seventeen.extensionProfile());
        assertEquals(17, seventeen.extension(1).remaining());
        assertElement("b1", seventeen, 2);
    }

    @Test
    void findsAgainWhatWasBuilt() {
        Random random = new Random(8285);
        for (int i = 0; i < 2_000; i++) {
            boolean small = random.nextBoolean();
            Map<Integer, byte[]> elements = new HashMap<>();
            RtpPacketBuilder builder = RtpPacket.builder().payload(hex("77"));
            for (int n = random.nextInt(10); n >= 0; n--) {
                int id = 1 + random.nextInt(small ? 14 : 255);
                if (id != 15) {
                    byte[] data =
                            RtpPacketBuilderTest.bytes(random, small ? 1 + random.nextInt(16) : random.nextInt(256));
                    elements.put(id, data);
                    builder.extension(id, data);
                }
            }
            RtpPacket packet = RtpPacket.parse(builder.build().toBytes());
            assertEquals(0x77, packet.payload().get());
            for (int id = 1; id <= 255; id++) {
                ByteBuffer found = packet.extension(id);
                assertEquals(elements.containsKey(id) ? ByteBuffer.wrap(elements.get(id)) : null, found);
            }
        }
    }

    private static RtpPacket packet(int profile, String data) {
        return RtpPacket.parse(RtpPacket.builder()
                .rawExtension(profile, hex(data))
                .payload(hex("ffff"))
                .build()
                .toBytes());
    }

    private static void assertElement(String data, RtpPacket packet, int id) {
        ByteBuffer found = packet.extension(id);
        byte[] bytes = new byte[found.remaining()];
        found.get(bytes);
        assertArrayEquals(hex(data), bytes);
    }
}
