package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** A suite without cryptography that allocates nothing, remembers what it was given, and fails when told to. */
final class FakeSuite implements SrtpCipherSuite {
    final List<byte[]> seen = new ArrayList<>();
    int opened;
    int closed;
    int failOpening = -1;
    Throwable openingFailure = new GeneralSecurityException("told to fail");
    boolean opensForeignCiphers;
    Throwable failure;
    boolean failsClosing;

    private final SuiteSpec spec = SuiteSpec.hmacSha1("FAKE", "TEST", 16, 10);

    @Override
    public SuiteSpec spec() {
        return spec;
    }

    @Override
    public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) {
        Arrays.fill(out, (byte) (master.key()[0] + label + 1));
        seen.addAll(List.of(master.key(), master.salt(), out));
    }

    @Override
    public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        if (opened == failOpening) {
            raise(openingFailure);
        }
        opened++;
        if (opensForeignCiphers) {
            return new ForeignCipher();
        }
        return new Cipher(sessionKey[0]);
    }

    private static void raise(Throwable failure) throws GeneralSecurityException {
        if (failure instanceof GeneralSecurityException checked) {
            throw checked;
        } else if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (failure instanceof Error error) {
            throw error;
        }
    }

    private final class Cipher implements CounterModeCipher {
        private final byte key;

        Cipher(byte key) {
            this.key = key;
        }

        @Override
        public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
            raise(failure);
            for (int i = 0; i < length; i++) {
                data[offset + i] ^= (byte) (key + iv[13]);
            }
        }

        @Override
        public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) {
            int sum = key;
            for (int i = 0; i < length; i++) {
                sum = 31 * sum + data[offset + i];
            }
            for (byte b : trailer) {
                sum = 31 * sum + b;
            }
            for (int i = 0; i < 20; i++) {
                out[i] = (byte) (sum >>> i);
            }
        }

        @Override
        public void close() {
            closed++;
            if (failsClosing) {
                throw new IllegalStateException("told to fail");
            }
        }
    }

    /** Of the other kind than the suite says. */
    private final class ForeignCipher implements AeadCipher {
        @Override
        public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length) {}

        @Override
        public boolean unseal(
                byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length) {
            return false;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
