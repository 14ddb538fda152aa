package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
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
    private final SuiteSpec spec;

    AesSuite(SuiteSpec spec) {
        this.spec = spec;
    }

    @Override
    public final SuiteSpec spec() {
        return spec;
    }

    /** What encrypts counter-mode packets, and the header extensions of all. */
    Keystream keystream() throws GeneralSecurityException {
        return Keystream.chosen();
    }

    @Override
    public final void derive(MasterKey master, int label, long indexDivKdr, byte[] out)
            throws GeneralSecurityException {
        SrtpKdf.derive(master, label, indexDivKdr, out);
    }

    @Override
    public final @Nullable KeystreamCipher openHeaderExtensions(byte[] headerKey) throws GeneralSecurityException {
        return spec().encrypts() ? keystream().open(headerKey) : null;
    }
}
