package voip.testkit.suite;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** Suites and ciphers that are right in all but what a subclass breaks. */
final class Flawed {
    private Flawed() {}

    /** Makes a cipher worse. */
    @FunctionalInterface
    interface Flaw<C> {
        C in(C good) throws GeneralSecurityException;
    }

    /** A suite whose ciphers have a flaw, those of header extensions too. */
    static SrtpCipherSuite counterMode(Flaw<CounterModeCipher> flaw) {
        return new SampleCounterMode() {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                return flaw.in((CounterModeCipher) super.open(sessionKey, sessionAuthKey));
            }
        };
    }

    static SrtpCipherSuite aead(Flaw<AeadCipher> flaw) {
        return new SampleAead() {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                return flaw.in((AeadCipher) super.open(sessionKey, sessionAuthKey));
            }
        };
    }

    static SrtpCipherSuite headerExtensions(Flaw<KeystreamCipher> flaw) {
        return new SampleAead() {
            @Override
            public KeystreamCipher openHeaderExtensions(byte[] headerKey) throws GeneralSecurityException {
                return flaw.in(super.openHeaderExtensions(headerKey));
            }
        };
    }

    /** Another suite's work. */
    static class Suite implements SrtpCipherSuite {
        final SrtpCipherSuite good;

        Suite(SrtpCipherSuite good) {
            this.good = good;
        }

        @Override
        public SuiteSpec spec() {
            return good.spec();
        }

        @Override
        public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
            good.derive(master, label, indexDivKdr, out);
        }

        @Override
        public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
            return good.open(sessionKey, sessionAuthKey);
        }

        @Override
        public @Nullable KeystreamCipher openHeaderExtensions(byte[] headerKey) throws GeneralSecurityException {
            return good.openHeaderExtensions(headerKey);
        }
    }

    /** Another cipher's work. */
    static class CounterMode implements CounterModeCipher {
        final CounterModeCipher good;

        CounterMode(CounterModeCipher good) {
            this.good = good;
        }

        @Override
        public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
            good.apply(iv, data, offset, length);
        }

        @Override
        public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out)
                throws GeneralSecurityException {
            good.mac(data, offset, length, trailer, out);
        }

        @Override
        public void close() {
            good.close();
        }
    }

    /** Likewise. */
    static class Aead implements AeadCipher {
        final AeadCipher good;

        Aead(AeadCipher good) {
            this.good = good;
        }

        @Override
        public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
                throws GeneralSecurityException {
            good.seal(iv, aad, aadOffset, aadLength, data, offset, length);
        }

        @Override
        public boolean unseal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
                throws GeneralSecurityException {
            return good.unseal(iv, aad, aadOffset, aadLength, data, offset, length);
        }

        @Override
        public void close() {
            good.close();
        }
    }
}
