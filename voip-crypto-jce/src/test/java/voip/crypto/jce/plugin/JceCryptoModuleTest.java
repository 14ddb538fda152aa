package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import voip.api.srtp.Approval;
import voip.api.srtp.CryptoModule;
import voip.testkit.suite.CryptoModuleContract;

class JceCryptoModuleTest extends CryptoModuleContract {
    @Override
    protected CryptoModule module() {
        return new JceCryptoModule();
    }

    @Test
    void isFoundAsAService() {
        getClass().getModule().addUses(CryptoModule.class);
        assertEquals(
                1,
                ServiceLoader.load(CryptoModule.class).stream()
                        .filter(provider -> provider.get().provider().equals("JCE"))
                        .count());
    }

    @Test
    void isNeverApproved() {
        Approval approval = module().approval();
        assertFalse(approval.isApproved());
        assertEquals(
                "JCE on " + System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                approval.implementation());
        assertEquals(Optional.of("the providers of the JDK are not validated"), approval.obstacle());
    }

    @Test
    void sharesOneSecureGenerator() {
        assertInstanceOf(SecureRandom.class, module().random());
        assertSame(module().random(), new JceCryptoModule().random());
    }

    @Test
    void staysWithSunJceWhenAnotherProviderIsPutBeforeIt() throws Exception {
        Provider intruder = new Provider("Intruder", "1", "answers for HmacSHA1") {
            private static final long serialVersionUID = 1;
        };
        intruder.put("Mac.HmacSHA1", "no.such.ClassAtAll");
        Security.insertProviderAt(intruder, 1);
        try {
            assertEquals("SunJCE", Jdk.mac("HmacSHA1").getProvider().getName());
            assertEquals("SunJCE", Jdk.cipher("AES/ECB/NoPadding").getProvider().getName());
        } finally {
            Security.removeProvider("Intruder");
        }
    }

    @Test
    void takesThePlatformsOrderWithoutSunJce() throws Exception {
        Provider sunJce = Security.getProvider("SunJCE");
        int position = List.of(Security.getProviders()).indexOf(sunJce) + 1;
        Security.removeProvider("SunJCE");
        try {
            // No other provider of a plain JDK has it: what is thrown is the platform's own answer.
            assertThrows(NoSuchAlgorithmException.class, () -> Jdk.mac("HmacSHA1"));
            assertThrows(NoSuchAlgorithmException.class, () -> Jdk.cipher("AES/ECB/NoPadding"));
        } finally {
            Security.insertProviderAt(sunJce, position);
        }
    }
}
