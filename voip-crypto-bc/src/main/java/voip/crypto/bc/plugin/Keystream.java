package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.KeystreamCipher;

/** Whose counter mode makes the keystream of AES (RFC 3711 §4.1.1). */
enum Keystream {
    /** That of bc-fips. */
    CTR {
        @Override
        KeystreamCipher open(byte[] key) throws GeneralSecurityException {
            return new AesCtr(key);
        }
    },
    /** Ours, by the ECB mode of bc-fips. */
    ECB {
        @Override
        KeystreamCipher open(byte[] key) throws GeneralSecurityException {
            return new AesEcb(key);
        }
    };

    /** The system property that chooses for the whole JVM. */
    static final String PROPERTY = "voip.crypto.bc.keystream";

    /** Opens a cipher, which takes a copy of the key. */
    abstract KeystreamCipher open(byte[] key) throws GeneralSecurityException;

    /** What {@link #PROPERTY} was when this was first asked: what was approved once stays so. */
    static Keystream chosen() throws GeneralSecurityException {
        return of(Choice.VALUE);
    }

    static Keystream of(@Nullable String value) throws GeneralSecurityException {
        if (value == null || value.equals("ctr")) {
            return CTR;
        }
        if (value.equals("ecb")) {
            return ECB;
        }
        throw new GeneralSecurityException("-D" + PROPERTY + "=" + value + " is neither ctr, the default, nor ecb");
    }

    private static final class Choice {
        private static final @Nullable String VALUE = System.getProperty(PROPERTY);
    }
}
