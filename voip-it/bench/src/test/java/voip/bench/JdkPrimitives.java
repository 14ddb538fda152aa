package voip.bench;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The primitives of SunJCE, with either construction of HMAC. */
enum JdkPrimitives implements Primitives {
    KEPT_STATES {
        @Override
        public Code code(byte[] key) throws GeneralSecurityException {
            try {
                return new KeptStates(MessageDigest.getInstance("SHA-1", "SUN"), key);
            } catch (CloneNotSupportedException e) {
                throw new GeneralSecurityException(e);
            }
        }
    },
    MAC {
        @Override
        public Code code(byte[] key) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA1", FloorKeys.PROVIDER);
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return new ProviderCode(mac);
        }
    };

    @Override
    public Keystream keystream(byte[] key) throws GeneralSecurityException {
        Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding", FloorKeys.PROVIDER);
        ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return new CounterBlocks(ecb);
    }

    @Override
    public Gcm gcm(byte[] key, boolean encrypts) throws GeneralSecurityException {
        return new ProviderGcm(
                Cipher.getInstance("AES/GCM/NoPadding", FloorKeys.PROVIDER),
                encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new SecureRandom());
    }
}
