package voip.stun;

import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

/** The JDK's cryptography, and one that refuses what a module in an approved mode of FIPS 140 refuses. */
final class Crypto {
    static final CryptoModule JCE = CipherSuites.discover().module("JCE").orElseThrow();

    /** The refusals' words are its own. */
    static final CryptoModule APPROVED = new CryptoModule() {
        @Override
        public String provider() {
            return "STRICT";
        }

        @Override
        public RandomGenerator random() {
            return JCE.random();
        }

        @Override
        public byte[] digest(String algorithm, byte[] data) throws GeneralSecurityException {
            if (algorithm.equals("MD5")) {
                throw new GeneralSecurityException("no MD5 here");
            }
            return JCE.digest(algorithm, data);
        }

        @Override
        public KeyedHash keyedHash(String algorithm, byte[] key) throws GeneralSecurityException {
            if (key.length < 14) {
                throw new GeneralSecurityException("the key is too short");
            }
            return JCE.keyedHash(algorithm, key);
        }
    };

    private Crypto() {}

    static StunCredentials shortTerm(String password) {
        return StunCredentials.shortTerm("alice", password.toCharArray());
    }

    static StunCredentials longTerm(String password) {
        return StunCredentials.longTerm("alice", password.toCharArray());
    }
}
