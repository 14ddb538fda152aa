package voip.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import org.bouncycastle.crypto.OutputMACCalculator;
import org.bouncycastle.crypto.SymmetricSecretKey;
import org.bouncycastle.crypto.UpdateOutputStream;
import org.bouncycastle.crypto.fips.FipsAES;
import org.bouncycastle.crypto.fips.FipsOutputAEADDecryptor;
import org.bouncycastle.crypto.fips.FipsOutputAEADEncryptor;
import org.bouncycastle.crypto.fips.FipsSHS;

/** The primitives of bc-fips by its own interfaces, which are streams; an operator is made for each packet. */
final class BcOperators implements Primitives {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int TAG_BITS = 128;

    @Override
    public Keystream keystream(byte[] keyBytes) {
        SymmetricSecretKey key = new SymmetricSecretKey(FipsAES.CTR, keyBytes);
        FipsAES.OperatorFactory aes = new FipsAES.OperatorFactory();
        byte[] iv = new byte[16];
        Sink sink = new Sink();
        return (high, low, data, offset, length) -> {
            LONG.set(iv, 0, high);
            LONG.set(iv, 8, low);
            sink.into(data, offset);
            try (OutputStream stream =
                    aes.createOutputEncryptor(key, FipsAES.CTR.withIV(iv)).getEncryptingStream(sink)) {
                stream.write(data, offset, length);
            } catch (IOException e) {
                throw new GeneralSecurityException(e);
            }
        };
    }

    @Override
    public Code code(byte[] key) {
        OutputMACCalculator<FipsSHS.AuthParameters> mac = new FipsSHS.MACOperatorFactory()
                .createOutputMACCalculator(new SymmetricSecretKey(FipsSHS.SHA1_HMAC, key), FipsSHS.SHA1_HMAC);
        UpdateOutputStream stream = mac.getMACStream();
        return (data, length, trailer, out) -> {
            stream.update(data, 0, length);
            stream.update(trailer);
            mac.getMAC(out, 0);
        };
    }

    @Override
    public Gcm gcm(byte[] keyBytes, boolean encrypts) {
        SymmetricSecretKey key = new SymmetricSecretKey(FipsAES.GCM, keyBytes);
        FipsAES.AEADOperatorFactory aes = new FipsAES.AEADOperatorFactory();
        Sink sink = new Sink();
        return (iv, aad, aadLength, data, offset, length) -> {
            FipsAES.AuthParameters parameters = FipsAES.GCM.withIV(iv).withMACSize(TAG_BITS);
            sink.into(data, offset);
            try (OutputStream stream = encrypts
                    ? encrypting(aes.createOutputAEADEncryptor(key, parameters), aad, aadLength, sink)
                    : decrypting(aes.createOutputAEADDecryptor(key, parameters), aad, aadLength, sink)) {
                stream.write(data, offset, length);
            } catch (IOException e) {
                throw new GeneralSecurityException(e);
            }
            return sink.written();
        };
    }

    private static OutputStream encrypting(
            FipsOutputAEADEncryptor<FipsAES.AuthParameters> operator, byte[] aad, int length, Sink sink) {
        operator.getAADStream().update(aad, 0, length);
        return operator.getEncryptingStream(sink);
    }

    private static OutputStream decrypting(
            FipsOutputAEADDecryptor<FipsAES.AuthParameters> operator, byte[] aad, int length, Sink sink) {
        operator.getAADStream().update(aad, 0, length);
        return operator.getDecryptingStream(sink);
    }

    /** Writes to where the data came from. */
    private static final class Sink extends OutputStream {
        private byte[] array = {};
        private int start;
        private int end;

        void into(byte[] newArray, int offset) {
            array = newArray;
            start = offset;
            end = offset;
        }

        int written() {
            return end - start;
        }

        @Override
        public void write(int oneByte) {
            array[end++] = (byte) oneByte;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            System.arraycopy(bytes, offset, array, end, length);
            end += length;
        }
    }
}
