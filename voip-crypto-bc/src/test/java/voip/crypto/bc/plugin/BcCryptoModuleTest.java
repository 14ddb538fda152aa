package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ServiceLoader;
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
}
