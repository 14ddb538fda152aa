package voip.bench;

import java.util.List;
import java.util.random.RandomGenerator;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** A suite of ours, its lengths for the others, and the master key of all of them. */
record Suite(SrtpCipherSuite ours, byte[] masterKey, byte[] masterSalt) {
    static Suite named(String name, Crypto crypto) {
        return of(CipherSuites.discover().provider(crypto.provider()).suite(name));
    }

    static List<Suite> all(Crypto crypto) {
        return CipherSuites.discover().provider(crypto.provider()).all().stream()
                .map(Suite::of)
                .toList();
    }

    private static Suite of(SrtpCipherSuite ours) {
        SuiteSpec spec = ours.spec();
        return new Suite(ours, bytes(1, spec.keyLength()), bytes(0x81, spec.saltLength()));
    }

    /** The same suite under another key and salt. */
    Suite withRandomKey(RandomGenerator random) {
        byte[] key = new byte[masterKey.length];
        byte[] salt = new byte[masterSalt.length];
        random.nextBytes(key);
        random.nextBytes(salt);
        return new Suite(ours, key, salt);
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
        return masterKey.clone();
    }

    /** A new copy of the master salt. */
    byte[] salt() {
        return masterSalt.clone();
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
