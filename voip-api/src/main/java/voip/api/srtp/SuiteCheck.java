package voip.api.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The check that every suite has to pass before a stack uses it: its known answers, a round trip, and a flipped bit,
 * another header and another roll-over counter, which must be refused, and a round trip of header extensions. It catches a suite that is broken; it does not prove one right.
 */
public final class SuiteCheck {
    private static final int PAYLOAD = 160;
    /** RFC 6904 §3.2. */
    private static final int HEADER_KEY = 6;

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
            SuiteSpec spec = suite.spec();
            byte[] key = derived(suite, 0, spec.keyLength());
            byte[] authKey = derived(suite, 1, spec.authKeyLength());
            Optional<String> problem;
            try (SrtpCipher cipher = suite.open(key, authKey)) {
                problem = cipher instanceof AeadCipher aead
                        ? aeadProblem(aead, spec)
                        : counterModeProblem((CounterModeCipher) cipher, spec);
            }
            return problem.isPresent() ? problem : headerProblem(suite);
        } catch (GeneralSecurityException | RuntimeException | LinkageError | AssertionError e) {
            return Optional.of("it failed with " + e); // an AssertionError is how a FIPS provider refuses
        }
    }

    private static byte[] derived(SrtpCipherSuite suite, int label, int length) throws GeneralSecurityException {
        byte[] key = new byte[suite.spec().keyLength()];
        byte[] salt = new byte[14];
        Arrays.fill(key, (byte) 0x5A);
        byte[] out = new byte[length];
        suite.derive(new MasterKey(key, salt), label, 0, out);
        return out;
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
        return Arrays.equals(plain, data) ? Optional.empty() : Optional.of("decrypting does not undo encrypting");
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
        return Arrays.equals(plain, Arrays.copyOf(sealed, PAYLOAD))
                ? Optional.empty()
                : Optional.of("decrypting does not undo encrypting");
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

    private static byte[] plaintext(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (31 * i + 7);
        }
        return bytes;
    }
}
