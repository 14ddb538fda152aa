package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/**
 * What all suites here share: keys are derived by AES in counter mode, under a master key of whatever length it has (RFC 3711
 * §4.3.3, RFC 6188 §3, RFC 7714 §11), and header extensions are encrypted by the same (RFC 6904 §3, RFC 7714 §8.3).
 */
abstract class AesSuite implements SrtpCipherSuite {
    private static final int SALT = 14;
    private static final int LABEL = 7;

    private final SuiteSpec spec;

    AesSuite(SuiteSpec spec) {
        this.spec = spec;
    }

    @Override
    public final SuiteSpec spec() {
        return spec;
    }

    /** What authenticates packets, except with AES-GCM. */
    HmacConstruction hmac() throws GeneralSecurityException {
        return HmacConstruction.chosen();
    }

    @Override
    public final void derive(MasterKey master, int label, long indexDivKdr, byte[] out)
            throws GeneralSecurityException {
        // RFC 3711 §4.3.1: key_id = label || index DIV kdr, aligned with the salt on the right; §4.3.3: times 2^16.
        byte[] iv = Arrays.copyOf(master.salt(), SALT + 2);
        iv[LABEL] ^= (byte) label;
        for (int i = 0; i < 6; i++) {
            iv[SALT - 1 - i] ^= (byte) (indexDivKdr >>> 8 * i);
        }
        Arrays.fill(out, (byte) 0);
        try (AesCounterMode prf = new AesCounterMode(master.key())) {
            prf.apply(iv, out, 0, out.length);
        } finally {
            Arrays.fill(iv, (byte) 0);
        }
    }

    @Override
    public final @Nullable KeystreamCipher openHeaderExtensions(byte[] headerKey) throws GeneralSecurityException {
        return spec().encrypts() ? new AesCounterMode(headerKey) : null;
    }
}
