package voip.api.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The check that every suite has to pass before a stack uses it: its known answers, a round trip, a flipped bit, another
 * header and another roll-over counter, which must be refused, another initialisation vector, which must change what is
 * encrypted, two ciphers, which must not disturb each other, and a round trip of header extensions. It catches a suite that
 * is broken; it does not prove one right.
 */
public final class SuiteCheck {
    private static final int PAYLOAD = 160;
    /** RFC 6904 §3.2. */
    private static final int HEADER_KEY = 6;

    private static final String SAME_KEYSTREAM = "it encrypts in the same way under another initialisation vector";

    private SuiteCheck() {}

    /**
     * Checks a suite.
     *
     * @return what is wrong, in words; empty if it passes
     */
    public static Optional<String> problem(SrtpCipherSuite suite) {
        try {
            for (KnownAnswer answer : suite.knownAnswers()) {
                if (!answer.matches(suite)) {
                    return Optional.of("it does not give the answer of " + answer.source());
                }
            }
            Optional<String> problem = cipherProblem(suite);
            if (problem.isEmpty()) {
                problem = sharingProblem(suite);
            }
            return problem.isPresent() ? problem : headerProblem(suite);
        } catch (GeneralSecurityException | RuntimeException | LinkageError | AssertionError e) {
            return Optional.of("it failed with " + e); // an AssertionError is how a FIPS provider refuses
        }
    }

    private static SrtpCipher open(SrtpCipherSuite suite, int keyLabel, int authLabel) throws GeneralSecurityException {
        SuiteSpec spec = suite.spec();
        return suite.open(derived(suite, keyLabel, spec.keyLength()), derived(suite, authLabel, spec.authKeyLength()));
    }

    private static byte[] derived(SrtpCipherSuite suite, int label, int length) throws GeneralSecurityException {
        byte[] key = new byte[suite.spec().keyLength()];
        byte[] salt = new byte[14];
        Arrays.fill(key, (byte) 0x5A);
        byte[] out = new byte[length];
        suite.derive(new MasterKey(key, salt), label, 0, out);
        return out;
    }

    private static Optional<String> cipherProblem(SrtpCipherSuite suite) throws GeneralSecurityException {
        try (SrtpCipher cipher = open(suite, 0, 1)) {
            return cipher instanceof AeadCipher aead
                    ? aeadProblem(aead, suite.spec())
                    : counterModeProblem((CounterModeCipher) cipher, suite.spec());
        }
    }

    /** With the keys of SRTP and of SRTCP, as a session opens them. */
    private static Optional<String> sharingProblem(SrtpCipherSuite suite) throws GeneralSecurityException {
        try (SrtpCipher cipher = open(suite, 0, 1)) {
            byte[] alone = packet(cipher, suite.spec());
            try (SrtpCipher other = open(suite, 3, 4)) {
                packet(other, suite.spec());
                if (!Arrays.equals(alone, packet(cipher, suite.spec()))) {
                    return Optional.of("its ciphers disturb each other: they share a state");
                }
            }
            if (!Arrays.equals(alone, packet(cipher, suite.spec()))) {
                return Optional.of("a cipher that is closed disturbs another one: they share a state");
            }
            try (SrtpCipher twin = open(suite, 0, 1)) {
                return Arrays.equals(alone, packet(twin, suite.spec()))
                        ? Optional.empty()
                        : Optional.of("opened again under the same keys, it does not protect in the same way");
            }
        }
    }

    /** A packet as the cipher protects it, with its tag. */
    private static byte[] packet(SrtpCipher cipher, SuiteSpec spec) throws GeneralSecurityException {
        byte[] data = Arrays.copyOf(plaintext(PAYLOAD), PAYLOAD + Math.max(20, spec.tagLength()));
        if (cipher instanceof AeadCipher aead) {
            aead.seal(new byte[12], plaintext(12), 0, 12, data, 0, PAYLOAD);
        } else {
            CounterModeCipher counterMode = (CounterModeCipher) cipher;
            byte[] code = new byte[data.length - PAYLOAD];
            counterMode.apply(new byte[16], data, 0, PAYLOAD);
            counterMode.mac(data, 0, PAYLOAD, new byte[4], code);
            System.arraycopy(code, 0, data, PAYLOAD, code.length);
        }
        return data;
    }

    private static Optional<String> counterModeProblem(CounterModeCipher cipher, SuiteSpec spec)
            throws GeneralSecurityException {
        if (spec.kind() != SuiteSpec.Kind.COUNTER_MODE) {
            return Optional.of("it opened a CounterModeCipher, but its spec says " + spec.kind());
        }
        byte[] iv = new byte[16];
        byte[] plain = plaintext(PAYLOAD);
        byte[] data = plain.clone();
        byte[] code = new byte[Math.max(20, spec.tagLength())];
        byte[] other = new byte[code.length];
        cipher.apply(iv, data, 0, data.length);
        if (Arrays.equals(plain, data) == spec.encrypts()) {
            return Optional.of(
                    spec.encrypts()
                            ? "it leaves packets as they are; its spec has to say so by withoutEncryption()"
                            : "it encrypts, although its spec says that it does not");
        }
        cipher.mac(data, 0, data.length, new byte[4], code);
        data[PAYLOAD / 2] ^= 1;
        cipher.mac(data, 0, data.length, new byte[4], other);
        if (ConstantTime.equal(code, 0, other, 0, spec.tagLength())) {
            return Optional.of("its tag does not notice a flipped bit");
        }
        data[PAYLOAD / 2] ^= 1;
        cipher.mac(data, 0, data.length, new byte[] {0, 0, 0, 1}, other);
        if (ConstantTime.equal(code, 0, other, 0, spec.tagLength())) {
            return Optional.of("its tag does not notice another roll-over counter");
        }
        cipher.apply(iv, data, 0, data.length);
        if (!Arrays.equals(plain, data)) {
            return Optional.of("decrypting does not undo encrypting");
        }
        byte[] underOther = plain.clone();
        cipher.apply(iv, data, 0, data.length);
        cipher.apply(otherVector(iv.length), underOther, 0, underOther.length);
        return spec.encrypts() && Arrays.equals(data, underOther) ? Optional.of(SAME_KEYSTREAM) : Optional.empty();
    }

    private static Optional<String> aeadProblem(AeadCipher cipher, SuiteSpec spec) throws GeneralSecurityException {
        if (spec.kind() != SuiteSpec.Kind.AEAD) {
            return Optional.of("it opened an AeadCipher, but its spec says " + spec.kind());
        }
        byte[] iv = new byte[12];
        byte[] aad = plaintext(12);
        byte[] plain = plaintext(PAYLOAD);
        byte[] sealed = Arrays.copyOf(plain, PAYLOAD + spec.tagLength());
        cipher.seal(iv, aad, 0, aad.length, sealed, 0, PAYLOAD);
        byte[] flipped = sealed.clone();
        flipped[PAYLOAD / 2] ^= 1;
        if (cipher.unseal(iv, aad, 0, aad.length, flipped, 0, flipped.length)) {
            return Optional.of("it accepts a flipped bit");
        }
        byte[] otherAad = aad.clone();
        otherAad[aad.length - 1] ^= 1;
        if (cipher.unseal(iv, otherAad, 0, aad.length, sealed.clone(), 0, sealed.length)) {
            return Optional.of("it accepts another header");
        }
        if (!cipher.unseal(iv, aad, 0, aad.length, sealed, 0, sealed.length)) {
            return Optional.of("it refuses what it sealed itself");
        }
        if (!Arrays.equals(plain, Arrays.copyOf(sealed, PAYLOAD))) {
            return Optional.of("decrypting does not undo encrypting");
        }
        byte[] underOther = Arrays.copyOf(plain, sealed.length);
        cipher.seal(iv, aad, 0, aad.length, sealed, 0, PAYLOAD);
        cipher.seal(otherVector(iv.length), aad, 0, aad.length, underOther, 0, PAYLOAD);
        if (Arrays.equals(sealed, 0, PAYLOAD, underOther, 0, PAYLOAD)) {
            return Optional.of(SAME_KEYSTREAM);
        }
        return cipher.unseal(otherVector(iv.length), aad, 0, aad.length, sealed, 0, sealed.length)
                ? Optional.of("it accepts another initialisation vector")
                : Optional.empty();
    }

    private static Optional<String> headerProblem(SrtpCipherSuite suite) throws GeneralSecurityException {
        byte[] key = derived(suite, HEADER_KEY, suite.spec().keyLength());
        try (KeystreamCipher cipher = suite.openHeaderExtensions(key)) {
            if (cipher == null) {
                return Optional.empty();
            }
            byte[] iv = new byte[16];
            byte[] plain = plaintext(PAYLOAD);
            byte[] data = plain.clone();
            cipher.apply(iv, data, 0, data.length);
            if (Arrays.equals(plain, data)) {
                return Optional.of("it does not encrypt header extensions, but opens a cipher for them");
            }
            cipher.apply(iv, data, 0, data.length);
            return Arrays.equals(plain, data)
                    ? Optional.empty()
                    : Optional.of("decrypting header extensions does not undo encrypting");
        }
    }

    /** That of the next packet (RFC 3711 §4.1.1, RFC 7714 §8.1). */
    private static byte[] otherVector(int length) {
        byte[] iv = new byte[length];
        iv[length == 16 ? 13 : 11] = 1;
        return iv;
    }

    private static byte[] plaintext(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (31 * i + 7);
        }
        return bytes;
    }
}
