package voip.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.PayloadType;
import voip.api.RtpPacket;

class RecordingTest {
    private static final List<PayloadType> FORMATS = List.of(PayloadType.PCMU, PayloadType.PCMA);
    private static final int LENGTH = 160;

    private final Recording recording = new Recording(FORMATS, 10 * WavFile.RATE);

    @Test
    void placesPacketsByTimestamp() {
        recording.add(packet(1000, 1));
        recording.add(packet(1000 + LENGTH, 2));
        assertArrayEquals(audio(1, 2), recording.samples());
    }

    @Test
    void leavesSilenceForWhatWasLost() {
        recording.add(packet(1000, 1));
        recording.add(packet(1000 + 2 * LENGTH, 3));
        assertArrayEquals(audio(1, 0, 3), recording.samples());
    }

    @Test
    void putsReorderedAndRepeatedPacketsInPlace() {
        recording.add(packet(1000, 1));
        recording.add(packet(1000 + 2 * LENGTH, 3));
        recording.add(packet(1000 + LENGTH, 2));
        recording.add(packet(1000, 1));
        assertArrayEquals(audio(1, 2, 3), recording.samples());
    }

    @Test
    void makesRoomForAPacketThatTheFirstOvertook() {
        recording.add(packet(1000 + 2 * LENGTH, 3));
        recording.add(packet(1000, 1));
        recording.add(packet(1000 + 3 * LENGTH, 4));
        assertArrayEquals(audio(1, 0, 3, 4), recording.samples());
        assertEquals(3, recording.packets());
    }

    @Test
    void goesOnWhenTimestampsWrap() {
        recording.add(packet(0xFFFF_FFFFL - LENGTH + 1, 1));
        recording.add(packet(0, 2));
        assertArrayEquals(audio(1, 2), recording.samples());
    }

    @Test
    void beginsWithAKnownTimestamp() {
        Recording known = Recording.from(1000, FORMATS, WavFile.RATE);
        known.add(packet(1000 + LENGTH, 2));
        known.add(packet(1000 - LENGTH, 9));
        assertArrayEquals(audio(0, 2), known.samples());
        assertEquals(1, known.refused());
    }

    @Test
    void refusesTimesOutsideItsLimit() {
        recording.add(packet(1_000_000, 1));
        recording.add(packet(1_000_000 + 10 * WavFile.RATE, 2));
        recording.add(packet(1_000_000 - 2 * WavFile.RATE, 3));
        recording.add(packet(1_000_000 + 0x7FFF_FFFFL, 4));
        assertArrayEquals(audio(1), recording.samples());
        assertEquals(3, recording.refused());
    }

    @Test
    void takesAPacketThatEndsAtItsLimit() {
        recording.add(packet(0, 1));
        recording.add(packet(10 * WavFile.RATE - LENGTH, 2));
        assertEquals(10 * WavFile.RATE, recording.samples().length);
        assertEquals(0, recording.refused());
    }

    @Test
    void refusesOtherSourcesAndCodecs() {
        recording.add(packet(1000, 1));
        recording.add(packet(1000 + LENGTH, 2, 0, 77));
        recording.add(packet(1000 + LENGTH, 2, 101, 5));
        assertArrayEquals(audio(1), recording.samples());
        assertEquals(2, recording.refused());
        assertEquals(1, recording.packets());
    }

    @Test
    void decodesEachPacketByItsPayloadType() {
        Recording renumbered = new Recording(List.of(PayloadType.PCMU, PayloadType.PCMA.withNumber(96)), WavFile.RATE);
        short[] samples = new short[LENGTH];
        Arrays.fill(samples, (short) 8000);
        renumbered.add(RtpPacket.builder()
                .payloadType(96)
                .payload(Codec.PCMA.encode(samples, 0, LENGTH))
                .build());
        assertArrayEquals(Codec.PCMA.decode(Codec.PCMA.encode(samples, 0, LENGTH)), renumbered.samples());
    }

    private static RtpPacket packet(long timestamp, int loudness) {
        return packet(timestamp, loudness, 0, 5);
    }

    private static RtpPacket packet(long timestamp, int loudness, int payloadType, long ssrc) {
        return RtpPacket.builder()
                .payloadType(payloadType)
                .timestamp(timestamp & 0xFFFF_FFFFL)
                .ssrc(ssrc)
                .payload(Codec.PCMU.encode(audio(loudness), 0, LENGTH))
                .build();
    }

    /** A packet's worth of samples for each loudness, 0 being silence; µ-law carries these values exactly. */
    private static short[] audio(int... loudness) {
        short[] samples = new short[LENGTH * loudness.length];
        for (int i = 0; i < loudness.length; i++) {
            Arrays.fill(samples, LENGTH * i, LENGTH * (i + 1), (short) (8 * loudness[i]));
        }
        return samples;
    }
}
