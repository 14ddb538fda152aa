package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;

/** The published answers of keyed hashes, and of what STUN makes of them. */
final class HmacCases {
    private static final String KEY_1_TO_25 = "0102030405060708090a0b0c0d0e0f10111213141516171819";
    private static final String JEFE = "4a656665";

    private HmacCases() {}

    /** Those of §3 for HMAC-SHA1. */
    static void assertRfc2202(CryptoModule module, int shortestKey) throws GeneralSecurityException {
        Hash hmac = new Hash(module, "HmacSHA1", shortestKey);
        hmac.answers("b617318655057264e28bc0b6fb378c8ef146be00", "0b".repeat(20), text("Hi There"));
        hmac.answers("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", JEFE, text("what do ya want for nothing?"));
        hmac.answers("125d7342b9ac11cd91a39af48aa17b4f63f175d3", "aa".repeat(20), Samples.hex("dd".repeat(50)));
        hmac.answers("4c9007f4026250c6bc8414f9bf50c86c2d7235da", KEY_1_TO_25, Samples.hex("cd".repeat(50)));
        hmac.answers("4c1a03424b55e07fe7f27be1d58bb9324a9a5a04", "0c".repeat(20), text("Test With Truncation"));
        hmac.answers(
                "aa4ae5e15272d00e95705637ce8a3b55ed402112",
                "aa".repeat(80),
                text("Test Using Larger Than Block-Size Key - Hash Key First"));
        hmac.answers(
                "e8e99d0f45237d786d6bbaa7965c7808bbff1a91",
                "aa".repeat(80),
                text("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data"));
    }

    /** Those of §4 for HMAC-SHA-256; of the fifth the RFC has the first 16 bytes. */
    static void assertRfc4231(CryptoModule module, int shortestKey) throws GeneralSecurityException {
        Hash hmac = new Hash(module, "HmacSHA256", shortestKey);
        hmac.answers(
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", "0b".repeat(20), text("Hi There"));
        hmac.answers(
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                JEFE,
                text("what do ya want for nothing?"));
        hmac.answers(
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
                "aa".repeat(20),
                Samples.hex("dd".repeat(50)));
        hmac.answers(
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
                KEY_1_TO_25,
                Samples.hex("cd".repeat(50)));
        hmac.answers("a3b6167473100ee06e0c796c2955552b", "0c".repeat(20), text("Test With Truncation"));
        hmac.answers(
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                "aa".repeat(131),
                text("Test Using Larger Than Block-Size Key - Hash Key First"));
        hmac.answers(
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
                "aa".repeat(131),
                text(
                        "This is a test using a larger than block-size key and a larger than block-size data. The key needs to"
                                + " be hashed before being used by the HMAC algorithm."));
    }

    /**
     * The MESSAGE-INTEGRITY of requests with credentials of both kinds (§2.1, §2.4): over the message before it, whose length
     * already counts it in (RFC 8489 §14.5).
     */
    static void assertRfc5769(CryptoModule module, boolean hasMd5) throws GeneralSecurityException {
        Hash hmac = new Hash(module, "HmacSHA1", 0);
        hmac.answers(
                "9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2",
                HexFormat.of().formatHex(text("VOkJxbRl1RmTxUk/WvJxBt")),
                Samples.hex("000100502112a442b7e7a701bc34d686fa87dfae"
                        + "802200105354554e207465737420636c69656e74"
                        + "002400046e0001ff"
                        + "80290008932ff9b151263b36"
                        + "000600096576746a3a68367659202020"));
        if (hasMd5) {
            byte[] credentials =
                    "\u30de\u30c8\u30ea\u30c3\u30af\u30b9:example.org:TheMatrIX".getBytes(StandardCharsets.UTF_8);
            hmac.answers(
                    "f67024656dd64a3e02b8e0712e85c9a28ca89666",
                    HexFormat.of().formatHex(module.digest("MD5", credentials)),
                    Samples.hex("000100602112a44278ad3433c6ad72c029da412e"
                            + "00060012e3839ee38388e383aae38383e382afe382b90000"
                            + "0015001c662f2f3439396b39353464364f4c33346f4c39465354767936347341"
                            + "0014000b6578616d706c652e6f726700"));
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private record Hash(CryptoModule module, String algorithm, int shortestKey) {
        /** The code that begins so; or a refusal that is more than the name of an exception. */
        void answers(String expected, String key, byte[] data) throws GeneralSecurityException {
            byte[] bytes = Samples.hex(key);
            if (bytes.length < shortestKey) {
                String refusal = assertThrows(GeneralSecurityException.class, () -> module.keyedHash(algorithm, bytes))
                        .getMessage();
                assertTrue(refusal.contains(shortestKey + " bytes"), refusal);
                return;
            }
            try (KeyedHash hash = module.keyedHash(algorithm, bytes)) {
                String code = HexFormat.of().formatHex(hash.hash(data, 0, data.length));
                assertEquals(expected, code.substring(0, Math.min(expected.length(), code.length())));
            }
        }
    }
}
