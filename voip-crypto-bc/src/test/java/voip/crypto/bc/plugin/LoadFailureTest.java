package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import org.bouncycastle.crypto.fips.FipsAES;
import org.bouncycastle.crypto.fips.FipsOperationError;
import org.bouncycastle.crypto.fips.FipsSelfTestFailedError;
import org.junit.jupiter.api.Test;

class LoadFailureTest {
    @Test
    void anAlteredJarIsToBeTakenAnew() {
        assertRemedy(
                "its jar is not as it was signed: take it anew", new FipsOperationError("Module checksum failed: ..."));
        assertRemedy(
                "its jar is not as it was signed: take it anew",
                new SecurityException("SHA-256 digest error for org/bouncycastle/Some.class"));
    }

    @Test
    void whatTheImageLacksIsNamed() {
        assertRemedy("link the image with --add-modules java.naming,java.logging", missing("java/util/logging/Logger"));
        assertRemedy(
                "link the image with --add-modules java.naming,java.logging", missing("javax/naming/NamingException"));
        assertRemedy(
                "put the jar of bc-fips as it was signed (org.bouncycastle:bc-fips) beside",
                missing("org/bouncycastle/A"));
        assertRemedy("add log4j-api", missing("org/apache/logging/log4j/LogManager"));
    }

    @Test
    void nativeCodeThatCannotBeLoadedHasTwoWaysOut() {
        assertRemedy(
                "name another folder by -Djava.io.tmpdir, or do without by -Dorg.bouncycastle.native.cpu_variant=java",
                new UnsatisfiedLinkError("failed to map segment from shared object"));
    }

    @Test
    void aFailedSelfTestIsNoMatterOfConfiguration() {
        assertRemedy(
                "a self-test of bc-fips failed on this machine", new FipsSelfTestFailedError("no", FipsAES.ALGORITHM));
    }

    @Test
    void theFirstKnownCauseCounts() {
        assertRemedy(
                "link the image",
                new ExceptionInInitializerError(new IllegalStateException(missing("javax/naming/Name"))));
    }

    @Test
    void ofWhatIsNotKnownAllIsToldThatItNeeds() {
        GeneralSecurityException told = LoadFailure.of(new IllegalStateException("new", new RuntimeException("old")));
        assertEquals(
                "bc-fips cannot be used: java.lang.IllegalStateException: new (java.lang.RuntimeException: old); it needs the"
                        + " jar of bc-fips as it was signed (org.bouncycastle:bc-fips) beside voip-crypto-bc, java.naming and"
                        + " java.logging in the image, and a java.io.tmpdir that is not mounted noexec",
                told.getMessage());
    }

    private static NoClassDefFoundError missing(String type) {
        return new NoClassDefFoundError(type);
    }

    private static void assertRemedy(String remedy, Throwable failure) {
        GeneralSecurityException told = LoadFailure.of(failure);
        assertSame(failure, told.getCause());
        assertTrue(
                told.getMessage()
                        .startsWith(
                                "bc-fips cannot be used: " + failure.getClass().getName()),
                told.getMessage());
        assertTrue(told.getMessage().contains(remedy), told.getMessage());
    }
}
