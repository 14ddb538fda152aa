package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/**
 * A suite that writes down under which key and vector it was asked to encrypt what, and fails when told to, halfway. Its
 * salts are zero, so that vectors are SSRC and index; its keys are made of the master key, the label and the quotient.
 */
final class RecordingSuite implements SrtpCipherSuite {
    /** The place in the keystream that is used: whoever has two plaintexts for one has both. */
    record Place(String key, String vector) {}

    /** One request for a keystream. */
    record Request(Place place, String plaintext) {}

    final List<Request> requests = new ArrayList<>();
    boolean fails;

    @Override
    public SuiteSpec spec() {
        return SuiteSpec.hmacSha1("RECORDING", "TEST", 16, 10);
    }

    @Override
    public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) {
        Arrays.fill(out, (byte) 0);
        if (label % 3 != 2 && label < 7) {
            out[0] = master.key()[0];
            out[1] = (byte) label;
            for (int i = 0; i < 6; i++) {
                out[2 + i] = (byte) (indexDivKdr >>> 8 * i);
            }
        }
    }

    @Override
    public CounterModeCipher open(byte[] sessionKey, byte[] sessionAuthKey) {
        return new Cipher(sessionKey.clone());
    }

    private final class Cipher implements CounterModeCipher {
        private final byte[] key;

        Cipher(byte[] key) {
            this.key = key;
        }

        @Override
        public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
            byte[] plaintext = Arrays.copyOfRange(data, offset, offset + length);
            requests.add(new Request(
                    new Place(Arrays.toString(key), Arrays.toString(iv)),
                    HexFormat.of().formatHex(plaintext)));
            for (int i = 0; i < length; i++) {
                if (fails && i == length / 2) {
                    throw new GeneralSecurityException("told to fail");
                }
                data[offset + i] ^= (byte) (0x5A + Arrays.hashCode(iv) + i);
            }
        }

        @Override
        public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out) {
            int sum = Arrays.hashCode(key);
            for (int i = 0; i < length; i++) {
                sum = 31 * sum + data[offset + i];
            }
            sum = 31 * sum + Arrays.hashCode(trailer);
            for (int i = 0; i < 20; i++) {
                out[i] = (byte) (sum >>> i % 25);
            }
        }

        @Override
        public void close() {}
    }
}
