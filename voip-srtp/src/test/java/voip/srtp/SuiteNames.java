package voip.srtp;

import java.util.List;
import java.util.stream.Stream;

/** The names of the standard suites, by what tests can do with them. */
final class SuiteNames {
    private static final List<String> AES_CM = List.of(
            "AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32", "AES_256_CM_HMAC_SHA1_80", "AES_256_CM_HMAC_SHA1_32");
    private static final List<String> AES_192_CM = List.of("AES_192_CM_HMAC_SHA1_80", "AES_192_CM_HMAC_SHA1_32");
    private static final List<String> GCM = List.of("AEAD_AES_128_GCM", "AEAD_AES_256_GCM");
    private static final List<String> NULL = List.of("NULL_HMAC_SHA1_80", "NULL_HMAC_SHA1_32");

    private SuiteNames() {}

    static Stream<String> all() {
        return Stream.concat(counterMode(), GCM.stream());
    }

    /** Those without encryption too. */
    static Stream<String> counterMode() {
        return Stream.of(AES_CM, AES_192_CM, NULL).flatMap(List::stream);
    }

    /** Whose packets were recorded: libsrtp 2 derives the keys of AES_192_CM wrongly. */
    static Stream<String> recordedByLibsrtp() {
        return Stream.of(AES_CM, GCM).flatMap(List::stream);
    }
}
