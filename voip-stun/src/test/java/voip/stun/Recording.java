package voip.stun;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

/** The JDK's cryptography, which keeps the secrets that it was handed and that it handed out: not copies of them. */
final class Recording implements CryptoModule {
    final List<byte[]> secrets = new ArrayList<>();

    @Override
    public String provider() {
        return "RECORDING";
    }

    @Override
    public RandomGenerator random() {
        return Crypto.JCE.random();
    }

    @Override
    public byte[] digest(String algorithm, byte[] data) throws GeneralSecurityException {
        byte[] digest = Crypto.JCE.digest(algorithm, data);
        secrets.add(data);
        secrets.add(digest);
        return digest;
    }

    @Override
    public KeyedHash keyedHash(String algorithm, byte[] key) throws GeneralSecurityException {
        secrets.add(key);
        return Crypto.JCE.keyedHash(algorithm, key);
    }
}
