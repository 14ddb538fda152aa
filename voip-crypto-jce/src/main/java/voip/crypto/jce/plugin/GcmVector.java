package voip.crypto.jce.plugin;

import javax.crypto.spec.GCMParameterSpec;

/** The parameters of AES-GCM with the whole tag, for one vector after another: an object and a copy less for each packet. */
final class GcmVector extends GCMParameterSpec {
    static final int LENGTH = 12;
    private static final int TAG_BITS = 128;

    private byte[] vector = new byte[LENGTH];

    GcmVector() {
        super(TAG_BITS, new byte[LENGTH]);
    }

    /** These parameters, with a vector that is not copied before it is asked for. */
    GcmVector of(byte[] newVector) {
        vector = newVector;
        return this;
    }

    @Override
    public byte[] getIV() {
        return vector.clone();
    }
}
