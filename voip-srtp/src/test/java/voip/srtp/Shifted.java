package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.List;
import voip.api.srtp.KnownAnswer;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** A suite that derives all keys at one quotient of index and rate, whatever it is asked for. */
record Shifted(SrtpCipherSuite suite, long quotient) implements SrtpCipherSuite {
    @Override
    public SuiteSpec spec() {
        return suite.spec();
    }

    @Override
    public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
        suite.derive(master, label, quotient, out);
    }

    @Override
    public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        return suite.open(sessionKey, sessionAuthKey);
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of();
    }
}
