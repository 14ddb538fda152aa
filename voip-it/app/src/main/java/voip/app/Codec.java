package voip.app;

import java.util.Optional;
import voip.api.PayloadType;
import voip.rtp.G711;

/** The codecs that this application speaks: one byte a sample, 8,000 Hz (RFC 3551 §4.5.14). */
enum Codec {
    /** G.711 µ-law. */
    PCMU(PayloadType.PCMU) {
        @Override
        byte[] encode(short[] samples, int offset, int length) {
            byte[] codes = new byte[length];
            G711.encodeMuLaw(samples, offset, codes, 0, length);
            return codes;
        }

        @Override
        short[] decode(byte[] codes) {
            short[] samples = new short[codes.length];
            G711.decodeMuLaw(codes, 0, samples, 0, codes.length);
            return samples;
        }
    },
    /** G.711 A-law. */
    PCMA(PayloadType.PCMA) {
        @Override
        byte[] encode(short[] samples, int offset, int length) {
            byte[] codes = new byte[length];
            G711.encodeALaw(samples, offset, codes, 0, length);
            return codes;
        }

        @Override
        short[] decode(byte[] codes) {
            short[] samples = new short[codes.length];
            G711.decodeALaw(codes, 0, samples, 0, codes.length);
            return samples;
        }
    };

    private final PayloadType type;

    Codec(PayloadType type) {
        this.type = type;
    }

    /** The codec of an encoding, whatever its payload type number; empty if this application does not have it. */
    static Optional<Codec> of(PayloadType type) {
        for (Codec codec : values()) {
            if (codec.type.sameEncoding(type)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /** Encodes a part of the samples. */
    abstract byte[] encode(short[] samples, int offset, int length);

    /** Decodes a payload. */
    abstract short[] decode(byte[] codes);
}
