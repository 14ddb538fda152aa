package voip.bench;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Session keys by RFC 3711 §4.3, through the counter mode of the JDK. */
final class FloorKeys {
    /** RFC 3711 §4.3.2. */
    static final int CIPHER = 0;

    static final int MAC = 1;
    static final int SALT = 2;
    /** What SRTCP's labels are greater by. */
    static final int CONTROL = 3;

    static final String PROVIDER = "SunJCE";

    private static final int LABEL_AT = 7;
    private static final int BLOCK = 16;

    private FloorKeys() {}

    static byte[] derive(Suite suite, int label, int length) throws GeneralSecurityException {
        byte[] iv = Arrays.copyOf(suite.salt(), BLOCK);
        iv[LABEL_AT] ^= (byte) label;
        Cipher prf = Cipher.getInstance("AES/CTR/NoPadding", PROVIDER);
        prf.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(suite.key(), "AES"), new IvParameterSpec(iv));
        return prf.doFinal(new byte[length]);
    }
}
