package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import voip.api.srtp.Approval;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

/** The crypto module {@code BCFIPS}: digests, keyed hashes and the random generator of bc-fips. */
public final class BcCryptoModule implements CryptoModule {
    static final String PROVIDER = "BCFIPS";

    /** For the service loader. */
    public BcCryptoModule() {}

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public Approval approval() {
        return BcApproval.ofThisThread();
    }

    @Override
    public RandomGenerator random() {
        try {
            return BcFips.random();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public byte[] digest(String algorithm, byte[] data) throws GeneralSecurityException {
        return BcFips.digest(algorithm, data);
    }

    @Override
    public KeyedHash keyedHash(String algorithm, byte[] key) throws GeneralSecurityException {
        return new HmacKeyedHash(new Hmac(algorithm, key));
    }

    @Override
    public byte[] wrap(byte[] key, byte[] header, byte[] secret) throws GeneralSecurityException {
        return KeyWrap.wrap(key, header, secret, BcFips.random());
    }

    @Override
    public byte[] unwrap(byte[] key, byte[] header, byte[] wrapped) throws GeneralSecurityException {
        return KeyWrap.unwrap(key, header, wrapped);
    }
}
