package voip.bench;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider;

/** The primitives of bc-fips behind the interfaces of the JDK, with either keystream. */
enum BcPrimitives implements Primitives {
    /** Its own counter mode, which has to be initialised for each packet. */
    CTR {
        @Override
        public Keystream keystream(byte[] key) throws GeneralSecurityException {
            return new ProviderCtr(
                    Cipher.getInstance("AES/CTR/NoPadding", PROVIDER), new SecretKeySpec(key, "AES"), RANDOM);
        }
    },
    /** Counter blocks through its ECB mode. */
    ECB {
        @Override
        public Keystream keystream(byte[] key) throws GeneralSecurityException {
            Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding", PROVIDER);
            ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), RANDOM);
            return new CounterBlocks(ecb);
        }
    };

    private static final Provider PROVIDER = new BouncyCastleFipsProvider();
    /** Never asked: without one, a cipher looks for a generator each time that it is initialised. */
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public Code code(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1", PROVIDER);
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return new ProviderCode(mac);
    }

    @Override
    public Gcm gcm(byte[] key, boolean encrypts) throws GeneralSecurityException {
        return new ProviderGcm(
                Cipher.getInstance("AES/GCM/NoPadding", PROVIDER),
                encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                RANDOM);
    }
}
