package voip.api.srtp;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The published answers of the standard suites. */
final class StandardAnswers {
    private static final byte[] COUNTER = hex("f0f1f2f3f4f5f6f7f8f9fafbfcfd0000");
    private static final byte[] KEYSTREAM_KEY_128 = hex("2b7e151628aed2a6abf7158809cf4f3c");
    private static final byte[] KEYSTREAM_128 =
            hex("e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0");
    private static final byte[] KEYSTREAM_KEY_192 = hex("eab234764e517b2d3d160d587d8c86219740f65f99b6bcf7");
    private static final byte[] KEYSTREAM_192 =
            hex("35096cba4610028dc1b57503804ce37c5de986291dcce161d5165ec4568f5c9a474a40c77894bc17180202272a4c264d");
    private static final byte[] KEYSTREAM_KEY_256 =
            hex("57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98");
    private static final byte[] KEYSTREAM_256 =
            hex("92bdd28a93c3f52511c677d08b5515a49da71b2378a854f67050756ded165bac63c4868b7096d88421b563b8c94c9a31");

    private static final List<KnownAnswer> DERIVATION_128 = derivation(
            "RFC 3711 B.3",
            "e1f97a0d3e018be0d64fa32c06de4139",
            "0ec675ad498afeebb6960b3aabe6",
            "c61e7a93744f39ee10734afe3ff7a087",
            "cebe321f6ff7716b6fd4ab49af256a156d38baa4",
            "30cbbc08863d8c85d49db34a9ae1");
    private static final List<KnownAnswer> DERIVATION_192 = derivation(
            "RFC 6188 §7.4",
            "73edc66c4fa15776fb57f9505c17136550ffda71f3e8e5f1",
            "c8522f3acd4ce86d5add78edbb11",
            "31874736a8f1143870c26e4857d8a5b2c4a354407faadabb",
            "355b10973cd95b9eacf4061c7e1a7151e7cfbfcb",
            "2372b82d639b6d8503a47adc0a6c");
    private static final List<KnownAnswer> DERIVATION_256 = derivation(
            "RFC 6188 §7.2",
            "f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6",
            "3b04803de51ee7c96423ab5b78d2",
            "5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4",
            "fd9c32d39ed5fbb5a9dc96b30818454d1313dc05",
            "fa31791685ca444a9e07c6c64e93");

    private static final KnownAnswer HMAC_SHA1 = new KnownAnswer.Authentication(
            "RFC 2202 §3, test case 3",
            hex("aa".repeat(20)),
            hex("dd".repeat(50)),
            hex("125d7342b9ac11cd91a39af48aa17b4f63f175d3"));

    private static final byte[] GCM_VECTOR = hex("51753c6580c2726f20718414");
    private static final byte[] GCM_HEADER = hex("8040f17b8041f8d35501a0b2");
    private static final byte[] GCM_PAYLOAD =
            hex("47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");

    private static final List<KnownAnswer> AES_CM_128 = all(
            new KnownAnswer.Keystream("RFC 3711 B.2", KEYSTREAM_KEY_128, COUNTER, KEYSTREAM_128),
            DERIVATION_128,
            HMAC_SHA1);
    private static final List<KnownAnswer> AES_192_CM = all(
            new KnownAnswer.Keystream("RFC 6188 §7.3", KEYSTREAM_KEY_192, COUNTER, KEYSTREAM_192),
            DERIVATION_192,
            HMAC_SHA1);
    private static final List<KnownAnswer> AES_256_CM = all(
            new KnownAnswer.Keystream("RFC 6188 §7.1", KEYSTREAM_KEY_256, COUNTER, KEYSTREAM_256),
            DERIVATION_256,
            HMAC_SHA1);
    private static final List<KnownAnswer> NULL = all(
            new KnownAnswer.Keystream("RFC 3711 §4.1.3", KEYSTREAM_KEY_128, COUNTER, new byte[16]),
            DERIVATION_128,
            HMAC_SHA1);
    private static final List<KnownAnswer> AES_128_GCM = all(
            sealed(
                    "RFC 7714 §16.1.1",
                    16,
                    "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                            + "899d7f27beb16a9152cf765ee4390cce"),
            DERIVATION_128,
            new KnownAnswer.HeaderKeystream("RFC 3711 B.2", KEYSTREAM_KEY_128, COUNTER, KEYSTREAM_128));
    private static final List<KnownAnswer> AES_256_GCM = all(
            sealed(
                    "RFC 7714 §16.2.1",
                    32,
                    "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b"
                            + "7aa3db36dfffd6b0f9bb7878d7a76c13"),
            DERIVATION_256,
            new KnownAnswer.HeaderKeystream("RFC 6188 §7.1", KEYSTREAM_KEY_256, COUNTER, KEYSTREAM_256));

    private static final Map<String, List<KnownAnswer>> BY_NAME = Map.of(
            "AEAD_AES_128_GCM", AES_128_GCM,
            "AEAD_AES_256_GCM", AES_256_GCM,
            "AES_CM_128_HMAC_SHA1_80", AES_CM_128,
            "AES_CM_128_HMAC_SHA1_32", AES_CM_128,
            "AES_192_CM_HMAC_SHA1_80", AES_192_CM,
            "AES_192_CM_HMAC_SHA1_32", AES_192_CM,
            "AES_256_CM_HMAC_SHA1_80", AES_256_CM,
            "AES_256_CM_HMAC_SHA1_32", AES_256_CM,
            "NULL_HMAC_SHA1_80", NULL,
            "NULL_HMAC_SHA1_32", NULL);

    private StandardAnswers() {}

    static List<KnownAnswer> of(String suite) {
        return BY_NAME.getOrDefault(suite, List.of());
    }

    private static List<KnownAnswer> all(KnownAnswer first, List<KnownAnswer> derivation, KnownAnswer last) {
        return Stream.of(List.of(first), derivation, List.of(last))
                .flatMap(List::stream)
                .toList();
    }

    /** The first three labels in turn: cipher key, authentication key, salt. */
    private static List<KnownAnswer> derivation(String source, String key, String salt, String... derived) {
        KnownAnswer[] answers = new KnownAnswer[derived.length];
        for (int label = 0; label < derived.length; label++) {
            answers[label] = new KnownAnswer.Derivation(source, hex(key), hex(salt), label, hex(derived[label]));
        }
        return List.of(answers);
    }

    /** The RTP packet of RFC 7714 §16, under a key of bytes that count from 0. */
    private static KnownAnswer sealed(String source, int keyLength, String sealed) {
        byte[] key = new byte[keyLength];
        for (int i = 0; i < keyLength; i++) {
            key[i] = (byte) i;
        }
        return new KnownAnswer.Sealed(source, key, GCM_VECTOR, GCM_HEADER, GCM_PAYLOAD, hex(sealed));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
