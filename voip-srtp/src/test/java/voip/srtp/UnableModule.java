package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

/** A module that wraps nothing, as the default has it. */
class UnableModule implements CryptoModule {
    @Override
    public String provider() {
        return "UNABLE";
    }

    @Override
    public RandomGenerator random() {
        throw new AssertionError();
    }

    @Override
    public byte[] digest(String algorithm, byte[] data) {
        throw new AssertionError();
    }

    @Override
    public KeyedHash keyedHash(String algorithm, byte[] key) throws GeneralSecurityException {
        throw new AssertionError();
    }
}
