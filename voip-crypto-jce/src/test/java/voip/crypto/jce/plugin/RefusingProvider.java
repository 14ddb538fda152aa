package voip.crypto.jce.plugin;

import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.CipherSpi;
import javax.crypto.MacSpi;

/** Takes keys, and then refuses in the way it is told, as a FIPS provider does: by an Error. */
final class RefusingProvider extends Provider {
    private static final long serialVersionUID = 1;

    final transient List<Key> taken = new ArrayList<>();
    boolean refusesCipher;
    boolean refusesMac;

    RefusingProvider(boolean hasMac) {
        super("Refusing", "1", "refuses keys");
        putService(service("Cipher", "AES/ECB/NoPadding"));
        putService(service("Cipher", "AES/GCM/NoPadding"));
        if (hasMac) {
            putService(service("Mac", "HmacSHA1"));
        }
    }

    private Service service(String type, String algorithm) {
        return new Service(this, type, algorithm, "none", null, null) {
            @Override
            public Object newInstance(Object parameter) {
                return type.equals("Mac") ? new Hash() : new Block();
            }
        };
    }

    private void take(Key key, boolean refuses) {
        taken.add(key);
        if (refuses) {
            throw new AssertionError("not in approved mode");
        }
    }

    private final class Hash extends MacSpi {
        @Override
        protected int engineGetMacLength() {
            return 20;
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters) {
            take(key, refusesMac);
        }

        @Override
        protected void engineUpdate(byte input) {}

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {}

        @Override
        protected byte[] engineDoFinal() {
            return new byte[20];
        }

        @Override
        protected void engineReset() {}
    }

    private final class Block extends CipherSpi {
        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String padding) {}

        @Override
        protected int engineGetBlockSize() {
            return 16;
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return length;
        }

        @Override
        protected byte[] engineGetIV() {
            return new byte[0];
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return null;
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) {
            take(key, refusesCipher);
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
            take(key, refusesCipher);
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {
            take(key, refusesCipher);
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            return input.clone();
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            return length;
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length) {
            return input.clone();
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            return length;
        }
    }
}
