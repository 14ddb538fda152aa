package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/fips.md says of where cryptography comes from while a call is held, is seen by watching one. */
class FipsBoundaryIT {
    private static final String GCM = "AEAD_AES_128_GCM";
    private static final String CM = "AES_CM_128_HMAC_SHA1_80";
    private static final String NULL = "NULL_HMAC_SHA1_80";

    /** bc-fips, and the generators of its self-tests. */
    private static final List<String> BC_FIPS =
            List.of("BCFIPS", "BCFIPS_RNG", "BCFIPS_FIXED_RNG", "BCFIPS_TEST_RNG", "FipsRSA_TEST_RNG");

    private static final List<String> JDK = List.of("SUN", "SunRsaSign");

    /** What the seed is read by if bc-fips has no native code for this processor, or is not allowed to use it. */
    private static final Set<String> READS_DEV_RANDOM = Set.of(
            "sun/security/provider/NativePRNG$Blocking.engineGenerateSeed",
            "sun/security/provider/NativePRNG$RandomIO.implGenerateSeed");

    private static final Map<String, FipsCall> CALLS = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        GCM + ", Cipher.AES/GCM/NoPadding",
        CM + ", Cipher.AES/CTR/NoPadding",
        CM + ", Mac.HmacSHA1",
        NULL + ", Mac.HmacSHA1"
    })
    void whatTheSuiteNeedsIsServedByBcFips(String suite, String service) throws Exception {
        Set<String> served = call(suite).servicesOf("BCFIPS");
        assertTrue(served.contains(service), served.toString());
    }

    /** Digests and signatures of the jar, and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {GCM, CM, NULL})
    void othersAreAskedForNothingButToVerifyTheJar(String suite) throws Exception {
        assertEquals(
                Set.of(
                        "MessageDigest.SHA-256 of SUN",
                        "MessageDigest.SHA-384 of SUN",
                        "Signature.SHA256withRSA of SunRsaSign",
                        "Signature.SHA384withRSA of SunRsaSign"),
                call(suite).servicesNotOf(BC_FIPS));
    }

    @ParameterizedTest
    @ValueSource(strings = {GCM, CM, NULL})
    void othersAreAskedForNothingOnceBcFipsServes(String suite) throws Exception {
        List<String> providers =
                call(suite).services().stream().map(FipsCall.Service::provider).toList();
        int serves = providers.indexOf("BCFIPS");
        assertTrue(serves > 0, providers.toString());
        for (String other : JDK) {
            assertTrue(providers.lastIndexOf(other) < serves, providers.toString());
        }
    }

    /** Neither AES, nor GCM, nor HMAC; the digests and RSA are those that verify the jar. */
    @ParameterizedTest
    @ValueSource(strings = {GCM, CM, NULL})
    void ofTheCryptographyOfTheJdkNothingElseIsLoaded(String suite) throws Exception {
        FipsCall call = call(suite);
        assertEquals(Set.of(), call.loaded("com.sun.crypto."));
        assertEquals(Set.of(), call.loaded("sun.security.ec."));
        assertEquals(
                Set.of(
                        "ByteArrayAccess",
                        "DigestBase",
                        "FileInputStreamPool",
                        "NativePRNG",
                        "SHA2",
                        "SHA5",
                        "Sun",
                        "SunEntries",
                        "X509Factory",
                        "certpath.X509CertPath"),
                call.loaded("sun.security.provider."));
        assertEquals(Set.of("bc.plugin"), packages(call.loaded("voip.crypto.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {GCM, CM, NULL})
    void keysAreDerivedByBcFips(String suite) throws Exception {
        assumeTrue(FipsCall.TELLS_METHODS, "this JVM does not tell which methods ran");
        FipsCall call = call(suite);
        assertEquals(
                Set.of("voip/crypto/bc/plugin/AesSuite.derive", "voip/crypto/bc/plugin/SrtpKdf.derive"),
                call.ran("voip/.*\\.derive"));
        assertEquals(
                1,
                call.ran("org/bouncycastle/crypto/fips/FipsKDF\\$SRTPOperatorFactory\\$1\\.generateBytes")
                        .size());
    }

    /** Of the demo itself comes one number, which is no secret: its first timestamp. */
    @ParameterizedTest
    @ValueSource(strings = {GCM, CM, NULL})
    void randomNumbersComeFromTheGeneratorOfBcFips(String suite) throws Exception {
        assumeTrue(FipsCall.TELLS_METHODS, "this JVM does not tell which methods ran");
        FipsCall call = call(suite);
        assertEquals(
                Set.of("org/bouncycastle/crypto/fips/FipsSecureRandom$Random11Spi.engineNextBytes"),
                call.ran("org/bouncycastle/crypto/fips/FipsSecureRandom.*engineNextBytes"));
        assertEquals(
                Set.of("org/bouncycastle/crypto/fips/HashSP800DRBG.generate"),
                call.ran("org/bouncycastle/crypto/fips/HashSP800DRBG\\.generate"));
        assertEquals(Set.of(), call.ran("java/util/Random\\.next|java/util/(SplittableRandom|UUID)\\..*"));
        assertEquals(Set.of(), call.ran("voip/api/FallbackRandom\\.nextLong"));
        assertEquals(Set.of(), call.ran("sun/security/provider/.*(engine|impl)NextBytes"));
        assertEquals(
                Set.of("java/util/concurrent/ThreadLocalRandom.nextInt"),
                call.ran("java/util/concurrent/ThreadLocalRandom\\.next(Int|Long|Double|Bytes)"));
    }

    /** With a cipher, bc-fips makes it for what is not approved, and does not ask it. */
    @Test
    void withoutACipherTheGeneratorOfTheJdkIsNotEvenMade() throws Exception {
        assumeTrue(FipsCall.TELLS_METHODS, "this JVM does not tell which methods ran");
        assertEquals(Set.of(), call(NULL).ran("java/security/SecureRandom\\.getDefaultPRNG"));
    }

    /** From the processor by native code where there is some, and else from /dev/random by the JDK. */
    @Test
    void theSeedComesFromTheProcessorOrFromDevRandom() throws Exception {
        assumeTrue(FipsCall.TELLS_METHODS, "this JVM does not tell which methods ran");
        FipsCall call = call(GCM);
        boolean isOfProcessor = isOfProcessor(call);
        assertEquals(isOfProcessor ? Set.of() : READS_DEV_RANDOM, seeds(call));
        FipsCall withoutNativeCode = FipsCall.hold(GCM, "-Dorg.bouncycastle.native.cpu_variant=java");
        assertFalse(isOfProcessor(withoutNativeCode));
        assertEquals(READS_DEV_RANDOM, seeds(withoutNativeCode));
        for (FipsCall either : List.of(call, withoutNativeCode)) {
            assertEquals(
                    1,
                    either.ran("org/bouncycastle/crypto/fips/ContinuousTestingEntropySource\\.getEntropy")
                            .size());
        }
    }

    private static Set<String> packages(Set<String> types) {
        return types.stream().map(type -> type.replaceAll("\\.\\w+$", "")).collect(Collectors.toSet());
    }

    private static boolean isOfProcessor(FipsCall call) {
        return !call.ran("org/bouncycastle/crypto/fips/NativeEntropySource\\.getEntropy")
                .isEmpty();
    }

    private static Set<String> seeds(FipsCall call) {
        return call.ran("sun/security/provider/.*\\.(engine|impl)GenerateSeed");
    }

    private static FipsCall call(String suite) throws Exception {
        FipsCall call = CALLS.get(suite);
        if (call == null) {
            call = FipsCall.hold(suite);
            CALLS.put(suite, call);
        }
        return call;
    }
}
