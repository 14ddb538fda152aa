package voip.bench;

import java.util.List;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** A suite of ours, its lengths for the others, and the master key of all of them. */
record Suite(SrtpCipherSuite ours) {
    private static final CipherSuites CRYPTO = CipherSuites.discover().provider("JCE");

    static Suite named(String name) {
        return new Suite(CRYPTO.suite(name));
    }

    static List<Suite> all() {
        return CRYPTO.all().stream().map(Suite::new).toList();
    }

    String name() {
        return spec().name();
    }

    SuiteSpec spec() {
        return ours.spec();
    }

    boolean isAead() {
        return spec().kind() == SuiteSpec.Kind.AEAD;
    }

    /** Whether packets are only authenticated. */
    boolean isNull() {
        return name().startsWith("NULL_");
    }

    /** A new copy of the master key. */
    byte[] key() {
        return bytes(1, spec().keyLength());
    }

    /** A new copy of the master salt. */
    byte[] salt() {
        return bytes(0x81, spec().saltLength());
    }

    private static byte[] bytes(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    @Override
    public String toString() {
        return name();
    }
}
