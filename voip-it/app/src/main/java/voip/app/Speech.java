package voip.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadLocalRandom;
import voip.api.PayloadType;
import voip.api.RtpPacket;

/** Audio cut into RTP packets of 20 ms, the packet time that RFC 3551 §4.2 recommends. */
final class Speech {
    /** The samples of a packet. */
    static final int PACKET_SAMPLES = WavFile.RATE / 50;

    /** The time from one packet to the next. */
    static final long PACKET_NANOS = 20_000_000;

    private final short[] samples;
    private final Codec codec;
    private final PayloadType type;
    private final long firstTimestamp;

    /**
     * Audio from a random timestamp on (RFC 3550 §5.1).
     *
     * @param type the payload type to send it as
     */
    Speech(short[] samples, Codec codec, PayloadType type) {
        this.samples = samples;
        this.codec = codec;
        this.type = type;
        this.firstTimestamp = ThreadLocalRandom.current().nextInt() & 0xFFFF_FFFFL;
    }

    /** The speech that ships with this application, from a sample on, repeated to the given length. */
    static short[] demo(int from, int length) {
        byte[] file;
        try (InputStream in = Speech.class.getResourceAsStream("demo.wav")) {
            if (in == null) {
                throw new Failure("demo.wav is missing from this application");
            }
            file = in.readAllBytes();
        } catch (IOException e) {
            throw new Failure("demo.wav cannot be read from this application: " + e, e);
        }
        short[] recorded = WavFile.parse(file, "demo.wav");
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = recorded[(from + i) % recorded.length];
        }
        return samples;
    }

    /** The number of packets; the last may be shorter than the others. */
    int packets() {
        return (samples.length + PACKET_SAMPLES - 1) / PACKET_SAMPLES;
    }

    /** A packet to send, from 0 on; the call gives it SSRC and sequence number. */
    RtpPacket packet(int number) {
        int offset = number * PACKET_SAMPLES;
        return RtpPacket.builder()
                .payloadType(type)
                .marker(number == 0) // the beginning of a talkspurt (RFC 3551 §4.1)
                .timestamp(firstTimestamp + offset & 0xFFFF_FFFFL)
                .payload(codec.encode(samples, offset, Math.min(PACKET_SAMPLES, samples.length - offset)))
                .build();
    }

    /** The timestamp of the first sample. */
    long firstTimestamp() {
        return firstTimestamp;
    }

    /** What the far end hears if nothing is lost: the samples, as exactly as the codec carries them. */
    short[] asHeard() {
        return codec.decode(codec.encode(samples, 0, samples.length));
    }
}
