package voip.it;

import java.util.Arrays;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** A suite that allocates nothing for a packet, and is worthless as cryptography. */
final class FreeSuite implements SrtpCipherSuite {
    @Override
    public SuiteSpec spec() {
        return SuiteSpec.hmacSha1("FREE", "TEST", 16, 10);
    }

    @Override
    public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) {
        Arrays.fill(out, (byte) (master.key()[0] + label + 1));
    }

    @Override
    public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) {
        return new Cipher(sessionKey[0], sessionAuthKey[0]);
    }

    private record Cipher(byte key, byte authKey) implements CounterModeCipher {
        @Override
        public void apply(byte[] iv, byte[] data, int offset, int length) {
            for (int i = 0; i < length; i++) {
                data[offset + i] ^= (byte) (key + iv[13] + i);
            }
        }

        @Override
        public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) {
            int sum = authKey;
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
        public void close() {}
    }
}
