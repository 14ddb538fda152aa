package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.bouncycastle.crypto.fips.FipsKDF;
import voip.api.srtp.MasterKey;

/** The key derivation of SRTP (RFC 3711 §4.3) by bc-fips itself. */
final class SrtpKdf {
    private static final int INDEX = 6;

    private SrtpKdf() {}

    static void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
        BcFips.require();
        byte[] index = new byte[INDEX];
        for (int i = 0; i < INDEX; i++) {
            index[INDEX - 1 - i] = (byte) (indexDivKdr >>> 8 * i);
        }
        try {
            // It divides by itself, and takes a rate of 0 to mean index 0: divided already, the quotient needs a rate
            // of 1.
            new FipsKDF.SRTPOperatorFactory()
                    .createKDFCalculator(FipsKDF.SRTP
                            .using(master.key(), master.salt(), 1, index)
                            .withLabel((byte) label))
                    .generateBytes(out);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            Arrays.fill(out, (byte) 0);
            throw BcFips.refusal(e);
        }
    }
}
