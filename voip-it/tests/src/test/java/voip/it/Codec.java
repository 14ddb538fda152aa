package voip.it;

import voip.rtp.G711;

/** G.711 under the names that others have for it. */
enum Codec {
    PCMU(0, "mulaw") {
        @Override
        byte[] encode(short[] samples) {
            byte[] codes = new byte[samples.length];
            G711.encodeMuLaw(samples, 0, codes, 0, samples.length);
            return codes;
        }

        @Override
        short[] decode(byte[] codes) {
            short[] samples = new short[codes.length];
            G711.decodeMuLaw(codes, 0, samples, 0, codes.length);
            return samples;
        }
    },
    PCMA(8, "alaw") {
        @Override
        byte[] encode(short[] samples) {
            byte[] codes = new byte[samples.length];
            G711.encodeALaw(samples, 0, codes, 0, samples.length);
            return codes;
        }

        @Override
        short[] decode(byte[] codes) {
            short[] samples = new short[codes.length];
            G711.decodeALaw(codes, 0, samples, 0, codes.length);
            return samples;
        }
    };

    /** The payload type (RFC 3551). */
    final int payloadType;

    /** The law, as ffmpeg and GStreamer call it. */
    final String law;

    Codec(int payloadType, String law) {
        this.payloadType = payloadType;
        this.law = law;
    }

    abstract byte[] encode(short[] samples);

    abstract short[] decode(byte[] codes);
}
