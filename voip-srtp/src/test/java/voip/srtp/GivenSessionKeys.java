package voip.srtp;

import java.security.GeneralSecurityException;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** A suite with session keys of 00 01 02 ... and a session salt that is given, for vectors that begin there. */
record GivenSessionKeys(SrtpCipherSuite suite, byte[] salt) implements SrtpCipherSuite {
    @Override
    public SuiteSpec spec() {
        return suite.spec();
    }

    @Override
    public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) {
        boolean isSalt = label % 3 == 2;
        for (int i = 0; i < out.length; i++) {
            out[i] = isSalt ? salt[i] : (byte) i;
        }
    }

    @Override
    public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        return suite.open(sessionKey, sessionAuthKey);
    }
}
