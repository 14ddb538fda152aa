package voip.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.api.RtpPacketTest.hex;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RtpReaderTest {
    private static final String PACKET = "90e5 fffe 89abcdef fedcba98 bede 0001 10aa0000 7071";

    private static final List<Consumer<RtpPacket>> ACCESSORS = List.of(
            RtpPacket::payloadType,
            RtpPacket::marker,
            RtpPacket::sequence,
            RtpPacket::timestamp,
            RtpPacket::ssrc,
            RtpPacket::csrcCount,
            packet -> packet.csrc(0),
            RtpPacket::hasExtension,
            RtpPacket::extensionProfile,
            RtpPacket::extensionData,
            packet -> packet.extension(1),
            RtpPacket::payloadLength,
            RtpPacket::payload,
            packet -> packet.payloadTo(ByteBuffer.allocate(2048)),
            RtpPacket::paddingLength,
            RtpPacket::length,
            packet -> packet.writeTo(ByteBuffer.allocate(2048)),
            RtpPacket::toBytes,
            RtpPacket::copy);

    private final RtpReader reader = new RtpReader();

    @Test
    void viewsTheBytesBetweenPositionAndLimitWithoutACopy() {
        ByteBuffer buffer = ByteBuffer.allocate(100).position(7);
        buffer.put(hex(PACKET)).flip().position(7);
        ByteBuffer slice = buffer.slice();
        for (ByteBuffer each : List.of(buffer, slice)) {
            int position = each.position();
            assertEquals(Verdict.ACCEPTED, reader.read(each));
            assertEquals(position, each.position());
            assertEquals(22, reader.packet().length());
            assertArrayEquals(hex(PACKET), reader.packet().toBytes());
        }
        ByteBuffer payload = reader.packet().payload();
        buffer.put(7 + 3, (byte) 1).put(7 + 21, (byte) 99);
        assertEquals(0xFF01, reader.packet().sequence());
        assertEquals(99, payload.get(1));
    }

    @Test
    void lendsOneObjectAgainAndAgain() {
        RtpPacket packet = reader.packet();
        reader.read(ByteBuffer.wrap(hex(PACKET)));
        assertSame(packet, reader.packet());
        reader.read(ByteBuffer.wrap(hex("8000 0007 00000000 00000000")));
        assertSame(packet, reader.packet());
        assertEquals(7, packet.sequence());
    }

    @Test
    void refusesReadOnlyBuffers() {
        assertThrows(
                ReadOnlyBufferException.class,
                () -> reader.read(ByteBuffer.wrap(hex(PACKET)).asReadOnlyBuffer()));
    }

    @Test
    void everyAccessorOfARevokedPacketThrows() {
        assertRevoked(); // before the first
        reader.read(ByteBuffer.wrap(hex(PACKET)));
        ACCESSORS.stream().filter(accessor -> accessor != ACCESSORS.get(6)).forEach(a -> a.accept(reader.packet()));
        reader.revoke();
        assertRevoked();
        reader.read(ByteBuffer.wrap(hex(PACKET)));
        reader.read(ByteBuffer.wrap(new byte[12])); // malformed
        assertRevoked();
    }

    private void assertRevoked() {
        for (Consumer<RtpPacket> accessor : ACCESSORS) {
            String message = assertThrows(IllegalStateException.class, () -> accessor.accept(reader.packet()))
                    .getMessage();
            assertTrue(message.contains("copy()"), message);
        }
        assertEquals("RtpPacket[no longer valid]", reader.packet().toString());
    }

    @Test
    void copiesOutliveTheLoan() {
        byte[] bytes = hex(PACKET);
        reader.read(ByteBuffer.wrap(bytes));
        RtpPacket copy = reader.packet().copy();
        assertNotSame(reader.packet(), copy);
        bytes[3] = 0;
        reader.revoke();
        assertArrayEquals(hex(PACKET), copy.toBytes());
        assertEquals(0xFFFE, copy.sequence());
    }

    @Test
    void neverThrowsOrLooksBeyondTheEndWhateverItReads() {
        Random random = new Random(7983);
        byte[] array = new byte[96];
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(array);
            int from = random.nextInt(8);
            int to = from + random.nextInt(array.length - from + 1);
            if (random.nextInt(4) > 0) { // most should get beyond the version
                array[from] = (byte) (array[from] & (random.nextBoolean() ? 0x30 : 0x3F) | 0x80);
            }
            if (random.nextBoolean()) { // and beyond the extension's length
                int at = from + 12 + 4 * (array[from] & 0x0F);
                if (at + 4 <= array.length) {
                    boolean oneByte = random.nextBoolean();
                    array[at] = (byte) (oneByte ? 0xBE : 0x10);
                    array[at + 1] = (byte) (oneByte ? 0xDE : 0x05);
                    array[at + 2] = 0;
                    array[at + 3] = (byte) random.nextInt(8);
                }
            }
            ByteBuffer buffer = ByteBuffer.wrap(array, from, to - from);
            if (reader.read(buffer) == Verdict.ACCEPTED) {
                accepted++;
                assertFits(reader.packet(), to - from);
            } else {
                assertThrows(IllegalStateException.class, reader.packet()::ssrc);
            }
        }
        assertTrue(accepted > 20_000, "only " + accepted + " got that far");
    }

    private static void assertFits(RtpPacket packet, int length) {
        int header = 12 + 4 * packet.csrcCount();
        for (int i = 0; i < packet.csrcCount(); i++) {
            packet.csrc(i);
        }
        ByteBuffer extension = packet.extensionData();
        if (extension != null) {
            header += 4 + extension.remaining();
            for (int id = -1; id <= 257; id += id == 16 ? 80 : 1) {
                ByteBuffer element = packet.extension(id);
                assertTrue(element == null || id > 0 && element.remaining() <= extension.remaining());
            }
        }
        assertEquals(length, packet.length());
        assertEquals(length, header + packet.payloadLength() + packet.paddingLength());
        assertEquals(packet.payloadLength(), packet.payload().remaining());
        assertTrue(packet.payloadLength() >= 0);
        packet.toString();
    }

    @Test
    void readingAllocatesNothing() {
        ByteBuffer buffer =
                ByteBuffer.wrap(hex("b2e5 fffe 89abcdef fedcba98 00000001 ffffffff bede 0001 10aa0000 7071 0002"));
        ByteBuffer into = ByteBuffer.allocate(2048);
        long sum = work(buffer, into, 20_000);
        long before = Allocations.bytes();
        long measuring = Allocations.bytes() - before;
        before = Allocations.bytes();
        sum += work(buffer, into, 100_000);
        long allocated = Allocations.bytes() - before - measuring;
        assertTrue(sum != 0);
        assertTrue(allocated < 1_000, allocated + " bytes for 100,000 packets");
    }

    private long work(ByteBuffer buffer, ByteBuffer into, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            if (reader.read(buffer) != Verdict.ACCEPTED) {
                throw new AssertionError("not read");
            }
            RtpPacket packet = reader.packet();
            sum += packet.payloadType() + packet.sequence() + packet.timestamp() + packet.ssrc() + packet.csrc(1);
            sum += packet.extensionProfile() + packet.payloadLength() + packet.paddingLength() + packet.length();
            sum += packet.marker() && packet.hasExtension() ? 1 : 0;
            sum += packet.extension(2) == null ? 1 : 0; // searched for, not found
            packet.payloadTo(into.clear());
            packet.writeTo(into);
            reader.revoke();
        }
        return sum;
    }
}
