package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import voip.api.srtp.Approval;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

/** The crypto module {@code JCE}: digests, keyed hashes and the random generator of the JDK. */
public final class JceCryptoModule implements CryptoModule {
    static final String PROVIDER = "JCE";

    /** For the service loader. */
    public JceCryptoModule() {}

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public Approval approval() {
        return Approval.none(
                "JCE on " + System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                "the providers of the JDK are not validated");
    }

    @Override
    public RandomGenerator random() {
        return Generator.INSTANCE;
    }

    @Override
    public byte[] digest(String algorithm, byte[] data) throws GeneralSecurityException {
        return MessageDigest.getInstance(algorithm).digest(data);
    }

    @Override
    public KeyedHash keyedHash(String algorithm, byte[] key) throws GeneralSecurityException {
        return new HmacKeyedHash(new Hmac(algorithm, key));
    }

    @Override
    public byte[] wrap(byte[] key, byte[] header, byte[] secret) throws GeneralSecurityException {
        return KeyWrap.wrap(key, header, secret, random());
    }

    @Override
    public byte[] unwrap(byte[] key, byte[] header, byte[] wrapped) throws GeneralSecurityException {
        return KeyWrap.unwrap(key, header, wrapped);
    }

    /** Made when first asked for: a service that nobody uses must not wait for entropy. */
    private static final class Generator {
        private static final SecureRandom INSTANCE = new SecureRandom();
    }
}
