package voip.api.srtp;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The published answers of the standard suites. */
final class StandardAnswers {
    private static final byte[] COUNTER_128 = hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000");

    private static final KnownAnswer KEYSTREAM_128 = new KnownAnswer.Keystream(
            "RFC 3711 B.2",
            hex("2B7E151628AED2A6ABF7158809CF4F3C"),
            COUNTER_128,
            hex("E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0"));

    private static final byte[] MASTER_128 = hex("E1F97A0D3E018BE0D64FA32C06DE4139");
    private static final byte[] SALT_128 = hex("0EC675AD498AFEEBB6960B3AABE6");

    private static final KnownAnswer HMAC_SHA1 = new KnownAnswer.Authentication(
            "RFC 2202 §3, test case 3",
            hex("aa".repeat(20)),
            hex("dd".repeat(50)),
            hex("125d7342b9ac11cd91a39af48aa17b4f63f175d3"));

    private static final List<KnownAnswer> AES_CM_128_HMAC_SHA1 = List.of(
            KEYSTREAM_128,
            derivation(0, "C61E7A93744F39EE10734AFE3FF7A087"),
            derivation(2, "30CBBC08863D8C85D49DB34A9AE1"),
            derivation(1, "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"),
            HMAC_SHA1);

    private static final Map<String, List<KnownAnswer>> BY_NAME = Map.of(
            "AES_CM_128_HMAC_SHA1_80", AES_CM_128_HMAC_SHA1,
            "AES_CM_128_HMAC_SHA1_32", AES_CM_128_HMAC_SHA1);

    private StandardAnswers() {}

    static List<KnownAnswer> of(String suite) {
        return BY_NAME.getOrDefault(suite, List.of());
    }

    private static KnownAnswer derivation(int label, String derived) {
        return new KnownAnswer.Derivation("RFC 3711 B.3", MASTER_128, SALT_128, label, hex(derived));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
