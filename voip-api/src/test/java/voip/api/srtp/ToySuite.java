package voip.api.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Suites that are correct in form and worthless as cryptography, to be broken one part at a time. */
abstract class ToySuite implements SrtpCipherSuite {
    private final SuiteSpec spec;

    ToySuite(SuiteSpec spec) {
        this.spec = spec;
    }

    @Override
    public SuiteSpec spec() {
        return spec;
    }

    @Override
    public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (master.key()[i % master.key().length] + label + i);
        }
    }

    static ToySuite counterMode() {
        return counterMode(new CounterMode());
    }

    static ToySuite counterMode(SrtpCipher cipher) {
        return of(SuiteSpec.hmacSha1("TOY_COUNTER_MODE", "TOY", 16, 10), cipher);
    }

    static ToySuite aead(SrtpCipher cipher) {
        return of(SuiteSpec.aead("TOY_AEAD", "TOY", 16, 16), cipher);
    }

    static ToySuite of(SuiteSpec spec, SrtpCipher cipher) {
        return new ToySuite(spec) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) {
                return cipher;
            }
        };
    }

    /** An AEAD suite, which has a cipher for header extensions only if it says so. */
    static ToySuite withHeaderExtensions(@Nullable KeystreamCipher headers) {
        return new ToySuite(SuiteSpec.aead("TOY_AEAD", "TOY", 16, 16)) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) {
                return new Aead();
            }

            @Override
            public @Nullable KeystreamCipher openHeaderExtensions(byte[] headerKey) {
                return headers;
            }
        };
    }

    static ToySuite withAnswers(KnownAnswer... answers) {
        return new ToySuite(SuiteSpec.hmacSha1("TOY_COUNTER_MODE", "TOY", 16, 10)) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) {
                return new CounterMode();
            }

            @Override
            public List<KnownAnswer> knownAnswers() {
                return List.of(answers);
            }
        };
    }

    /** Checks a sum over every byte, each times its place. */
    private static void sum(int seed, byte[] data, int offset, int length, byte[] into, int at) {
        int sum = seed;
        for (int i = 0; i < length; i++) {
            sum = 31 * sum + data[offset + i];
        }
        for (int i = 0; i < 4; i++) {
            into[at + i] += (byte) (sum >> 8 * i);
        }
    }

    /** A correct counter-mode cipher. */
    static class CounterMode implements CounterModeCipher {
        @Override
        public void apply(byte[] iv, byte[] data, int offset, int length) {
            for (int i = 0; i < length; i++) {
                data[offset + i] ^= (byte) (iv[i % 14] + 17 * i + 5);
            }
        }

        @Override
        public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) {
            Arrays.fill(out, (byte) 0);
            sum(1, data, offset, length, out, 0);
            sum(2, trailer, 0, trailer.length, out, 4);
        }

        @Override
        public void close() {}
    }

    /** A correct AEAD cipher. */
    static class Aead implements AeadCipher {
        @Override
        public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length) {
            apply(iv, data, offset, length);
            Arrays.fill(data, offset + length, offset + length + 16, (byte) 0);
            sum(1, data, offset, length, data, offset + length);
            sum(2, aad, aadOffset, aadLength, data, offset + length + 4);
            authenticate(iv, data, offset + length + 8);
        }

        @Override
        public boolean unseal(
                byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length) {
            byte[] tag = new byte[16];
            sum(1, data, offset, length - 16, tag, 0);
            sum(2, aad, aadOffset, aadLength, tag, 4);
            authenticate(iv, tag, 8);
            apply(iv, data, offset, length - 16);
            return ConstantTime.equal(tag, 0, data, offset + length - 16, 16);
        }

        void authenticate(byte[] iv, byte[] into, int at) {
            sum(3, iv, 0, iv.length, into, at);
        }

        void apply(byte[] iv, byte[] data, int offset, int length) {
            for (int i = 0; i < length; i++) {
                data[offset + i] ^= (byte) (iv[i % iv.length] + 17 * i + 5);
            }
        }

        @Override
        public void close() {}
    }
}
