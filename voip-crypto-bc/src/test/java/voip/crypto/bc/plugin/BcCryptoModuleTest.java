package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.FutureTask;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import voip.api.srtp.Approval;
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

    @Override
    protected boolean hasMd5() {
        return !CryptoServicesRegistrar.isInApprovedOnlyMode();
    }

    @Override
    protected int shortestHashKey() {
        return CryptoServicesRegistrar.isInApprovedOnlyMode() ? 14 : 0;
    }

    @Test
    void whatApprovedOnlyModeLacksIsToldWithAWayOut() {
        assumeTrue(CryptoServicesRegistrar.isInApprovedOnlyMode());
        assertEquals(
                "bc-fips has no MD5 in approved-only mode; a STUN server that offers PASSWORD-ALGORITHMS with SHA-256 (RFC"
                        + " 8489 §9.2) takes credentials without it, and voip.crypto.jce has it",
                refusal(() -> module().digest("MD5", new byte[3])));
        assertEquals(
                "bc-fips has no SHA-9 in approved-only mode", refusal(() -> module().digest("SHA-9", new byte[3])));
        assertEquals(
                "in approved-only mode bc-fips takes no key of HmacSHA1 with less than 14 bytes; where a password is the key"
                        + " (STUN's short-term credentials, RFC 8489 §9.1), take a longer one",
                refusal(() -> module().keyedHash("HmacSHA1", new byte[13])));
    }

    private static String refusal(Executable asked) {
        return assertThrows(GeneralSecurityException.class, asked).getMessage();
    }

    @Test
    void isApprovedIfTheJvmWasStartedInApprovedOnlyMode() {
        Approval approval = module().approval();
        assertTrue(approval.implementation().matches("bc-fips \\d+\\.\\d+\\.\\d+"), approval.implementation());
        if (CryptoServicesRegistrar.isInApprovedOnlyMode()) {
            assertEquals(Optional.empty(), approval.obstacle());
            assertTrue(approval.isApproved());
        } else {
            assertEquals(
                    Optional.of("bc-fips is not in approved-only mode: start the JVM with"
                            + " -Dorg.bouncycastle.fips.approved_only=true"),
                    approval.obstacle());
        }
    }

    /** Each part of the stack has a thread of its own. */
    @Test
    void approvalIsTheSameOnEveryThread() throws Exception {
        FutureTask<Approval> elsewhere = new FutureTask<>(module()::approval);
        new Thread(elsewhere).start();
        assertEquals(module().approval().toString(), elsewhere.get().toString());
    }

    @Test
    void aKeystreamOfOursIsNotApproved() throws Exception {
        Approval approval = BcApproval.of(Keystream.ECB);
        assertFalse(approval.isApproved());
        String obstacle = approval.obstacle().orElseThrow();
        assertTrue(
                obstacle.endsWith("the counter mode of AES is one of voip.crypto.bc and not that of bc-fips:"
                        + " leave out -Dvoip.crypto.bc.keystream=ecb"),
                obstacle);
        assertEquals(
                !CryptoServicesRegistrar.isInApprovedOnlyMode(),
                obstacle.startsWith("bc-fips is not in approved-only mode"),
                "all that is missing is told at once");
    }

    /** The second run of this class is not the first one over again. */
    @Test
    void isInTheModeThatTheJvmWasStartedIn() {
        assertEquals(
                Boolean.getBoolean("org.bouncycastle.fips.approved_only"),
                CryptoServicesRegistrar.isInApprovedOnlyMode());
    }
}
