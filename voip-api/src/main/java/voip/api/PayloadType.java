package voip.api;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An RTP payload type: a number from 0 to 127 and the encoding it stands for in one session (RFC 3551 §6, SDP's
 * {@code a=rtpmap}).
 *
 * @param number the payload type number, 0 to 127
 * @param encoding the encoding name, such as {@code PCMU}; compared without regard to case
 * @param clockRate the RTP timestamp rate in Hz
 * @param channels the number of audio channels
 */
public record PayloadType(int number, String encoding, int clockRate, int channels) {
    /** G.711 µ-law, static payload type 0 (RFC 3551 §4.5.14). */
    public static final PayloadType PCMU = new PayloadType(0, "PCMU", 8000, 1);
    /** G.711 A-law, static payload type 8 (RFC 3551 §4.5.14). */
    public static final PayloadType PCMA = new PayloadType(8, "PCMA", 8000, 1);
    /** G.722, static payload type 9: 16 kHz audio on an 8 kHz clock (RFC 3551 §4.5.2). */
    public static final PayloadType G722 = new PayloadType(9, "G722", 8000, 1);
    /** Opus, customarily 111: 48 kHz and two channels in its rtpmap whatever it carries (RFC 7587 §7). */
    public static final PayloadType OPUS = new PayloadType(111, "opus", 48000, 2);

    private static final Map<Integer, PayloadType> STATIC = Stream.of(
                    PCMU,
                    new PayloadType(3, "GSM", 8000, 1),
                    new PayloadType(4, "G723", 8000, 1),
                    new PayloadType(5, "DVI4", 8000, 1),
                    new PayloadType(6, "DVI4", 16000, 1),
                    new PayloadType(7, "LPC", 8000, 1),
                    PCMA,
                    G722,
                    new PayloadType(10, "L16", 44100, 2),
                    new PayloadType(11, "L16", 44100, 1),
                    new PayloadType(12, "QCELP", 8000, 1),
                    new PayloadType(13, "CN", 8000, 1),
                    new PayloadType(14, "MPA", 90000, 1),
                    new PayloadType(15, "G728", 8000, 1),
                    new PayloadType(16, "DVI4", 11025, 1),
                    new PayloadType(17, "DVI4", 22050, 1),
                    new PayloadType(18, "G729", 8000, 1))
            .collect(Collectors.toUnmodifiableMap(PayloadType::number, type -> type));

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the number is not 0 to 127, the rate or the channels are not positive, or the
     *     encoding is not an SDP token
     */
    public PayloadType {
        Objects.requireNonNull(encoding, "encoding");
        if (number < 0 || number > 127) {
            throw new IllegalArgumentException("payload type " + number + " is outside 0 to 127");
        }
        if (clockRate <= 0 || channels <= 0) {
            throw new IllegalArgumentException("payload type " + number + " has clock rate " + clockRate + " and "
                    + channels + " channels; both must be positive");
        }
        if (!encoding.matches("[\\w!#$%&'*+.^`{|}~-]+")) {
            throw new IllegalArgumentException("the encoding name of payload type " + number + " is not an SDP token");
        }
    }

    /** An audio payload type with one channel. */
    public PayloadType(int number, String encoding, int clockRate) {
        this(number, encoding, clockRate, 1);
    }

    /** The static audio payload type of that number (RFC 3551 table 4), which needs no {@code a=rtpmap}. */
    public static Optional<PayloadType> ofStatic(int number) {
        return Optional.ofNullable(STATIC.get(number));
    }

    /** The same encoding under another number. */
    public PayloadType withNumber(int other) {
        return new PayloadType(other, encoding, clockRate, channels);
    }

    /** Whether the other type means the same encoding, rate and channels, whatever its number. */
    public boolean sameEncoding(PayloadType other) {
        return encoding.equalsIgnoreCase(other.encoding) && clockRate == other.clockRate && channels == other.channels;
    }

    /** The value of {@code a=rtpmap}, such as {@code 0 PCMU/8000}. */
    public String rtpmap() {
        String base = number + " " + encoding + "/" + clockRate;
        return channels == 1 ? base : base + "/" + channels;
    }

    @Override
    public String toString() {
        return encoding.toUpperCase(Locale.ROOT) + "/" + clockRate + (channels == 1 ? "" : "/" + channels) + " ("
                + number + ")";
    }
}
