package voip.it;

import java.util.List;
import java.util.stream.Collectors;

/** The cipher suites that a stack offers unless others are named, in its order of preference. */
final class DefaultSuites {
    static final List<String> NAMES = List.of(
            "AEAD_AES_128_GCM",
            "AEAD_AES_256_GCM",
            "AES_CM_128_HMAC_SHA1_80",
            "AES_CM_128_HMAC_SHA1_32",
            "AES_256_CM_HMAC_SHA1_80",
            "AES_256_CM_HMAC_SHA1_32");
    static final String FIRST = NAMES.get(0);

    private DefaultSuites() {}

    /** As {@code VoipStack.cipherSuites()} prints them. */
    static String of(String provider) {
        return NAMES.stream().map(name -> name + " (" + provider + ")").collect(Collectors.joining(", ", "[", "]"));
    }
}
