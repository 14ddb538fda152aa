package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import voip.api.srtp.Approval;

/**
 * Whether all that this module does for a thread is done by bc-fips in its approved-only mode. The mode has to be that of
 * the whole JVM: set for a thread alone, it is not there on the next one, where bc-fips does the same unapproved and says
 * nothing.
 */
final class BcApproval {
    private static final String APPROVED_ONLY = "-Dorg.bouncycastle.fips.approved_only=true";

    private BcApproval() {}

    static Approval ofThisThread() {
        try {
            return of(Keystream.chosen());
        } catch (GeneralSecurityException e) {
            return Approval.none("bc-fips", e.getMessage());
        }
    }

    static Approval of(Keystream keystream) throws GeneralSecurityException {
        String implementation = "bc-fips " + BcFips.version();
        List<String> obstacles = new ArrayList<>();
        if (!BcFips.isApprovedOnlyForAll()) {
            obstacles.add(
                    "bc-fips is not in approved-only mode" + (BcFips.isApprovedOnly() ? ", but for this thread" : "")
                            + ": start the JVM with " + APPROVED_ONLY);
        }
        if (keystream != Keystream.CTR) {
            obstacles.add("the counter mode of AES is one of voip.crypto.bc and not that of bc-fips:" + " leave out -D"
                    + Keystream.PROPERTY + "=ecb");
        }
        return obstacles.isEmpty()
                ? Approval.of(implementation)
                : Approval.none(implementation, String.join(", and ", obstacles));
    }
}
