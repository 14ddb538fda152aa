package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.ServiceLoader;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CryptoModule;
import voip.testkit.suite.CryptoModuleContract;

class BcCryptoModuleTest extends CryptoModuleContract {
    @Override
    protected CryptoModule module() {
        return new BcCryptoModule();
    }

    @Test
    void isFoundAsAService() {
        getClass().getModule().addUses(CryptoModule.class);
        assertEquals(
                "BCFIPS",
                ServiceLoader.load(CryptoModule.class).findFirst().orElseThrow().provider());
    }

    @Test
    void sharesOneGeneratorWhichIsTheOneOfBcFips() {
        assertSame(module().random(), module().random());
        assertEquals(
                "org.bouncycastle.crypto.fips.FipsSecureRandom",
                module().random().getClass().getName());
    }

    @Test
    void md5IsThereUnlessTheJvmIsInApprovedOnlyMode() throws Exception {
        if (CryptoServicesRegistrar.isInApprovedOnlyMode()) {
            String refusal = assertThrows(GeneralSecurityException.class, () -> module().digest("MD5", new byte[3]))
                    .getMessage();
            assertEquals("bc-fips has no MD5, or does not allow it in approved-only mode", refusal);
        } else {
            assertEquals(16, module().digest("MD5", new byte[3]).length);
        }
    }

    /** The second run of this class is not the first one over again. */
    @Test
    void isInTheModeThatTheJvmWasStartedIn() {
        assertEquals(
                Boolean.getBoolean("org.bouncycastle.fips.approved_only"),
                CryptoServicesRegistrar.isInApprovedOnlyMode());
    }
}
