package org.example.aria;

import java.util.HexFormat;
import java.util.List;
import voip.api.srtp.KnownAnswer;
import voip.api.srtp.SuiteSpec;

/** What RFC 8269 publishes in Appendix A, and a test case of RFC 2202: every stack asks for it before it protects anything. */
final class Rfc8269 {
    private static final String SESSION_KEY = "0c5ffd37a11edc42c325287fc0604f2e";
    private static final String LONG_KEY = SESSION_KEY + "3e8cd5671a00fe3216aa5eb105783b54";
    private static final String KEYSTREAM = "ee8da60958076632cfa2fcf7922b7fb9fc391951a6061859a1e898b1048f2adb";
    private static final String LONG_KEY_STREAM = "315e30629f88f66772dff8f4d6ddb03c4d3912a2d5755a58b125011fb5222d76";
    private static final String PAYLOAD =
            "f57af5fd4ae19562976ec57a5a7ad55a5af5c5e5c5fdf5c55ad57a4a7272d57262e9729566ed66e97ac54a4a5a7ad5e15ae5"
                    + "fdd5fd5ac5d56ae56ad5c572d54ae54ac55a956afd6aed5a4ac562957a9516991691d572fd14e97ae962ed7a9f4a955af572"
                    + "e162f57a956666e17ae1f54a95f566d54a66e16e4afd6a9f7ae1c5c55ae5d56afde916c5e94a6ec56695e14afde1148416e9"
                    + "4ad57ac5146ed59d1cc5";
    private static final String SEALED =
            "4d8a9a0675550c704b17d8c9ddc81a5cd6f7da34f2fe1b3db7cb3dfb9697102ea0f3c1fc2dbc873d44bceeae8e4442974ba2"
                    + "1ff6789d3272613fb9631a7cf3f14bacbeb421633a90ffbe58c2fa6bdca534f10d0de0502ce1d531b6336e58878278531e5c"
                    + "22bc6c85bbd784d78d9e680aa19031aaf89101d669d7a3965c1f7e16229d7463e0535f4e253f5d18187d40b8ae0f564bd970"
                    + "b5e7e2adfb211e89a9535abace3f37f5a736f4be984bbffbedc1";
    private static final String LONG_KEY_SEALED =
            "6f9e4bcbc8c85fc0128fb1e4a0a20cb9932ff74581f54fc013dd054b19f99371425b352d97d3f337b90b63d1b082adeeea9d"
                    + "2d7391897d591b985e55fb50cb5350cf7d38dc27dda127c078a149c8eb98083d66363a46e3726af217d3a00275ad5bf772c7"
                    + "610ea4c23006878f0ee69a8397703169a419303f40b72e4573714d19e2697df61e7c7252e5abc6bade876ac4961bfac4d5e8"
                    + "67afca351a48aed52822e210d6ced2cf430ff841472915e7ef48";

    private Rfc8269() {}

    static List<KnownAnswer> answers(SuiteSpec spec) {
        boolean gcm = spec.kind() == SuiteSpec.Kind.AEAD;
        if (spec.keyLength() == 16) {
            String master = "e1f97a0d3e018be0d64fa32c06de4139";
            return List.of(
                    derived("A.3.1", master, 0, "dbd85a3c4d9219b3e81f7d942e299de4"),
                    derived("A.3.1", master, 1, "d021877bd3eaf92d581ed70ddc050e03f11257032676f2a29f57b21abd3a1423"),
                    gcm ? headers("A.1.1", SESSION_KEY, KEYSTREAM) : keystream("A.1.1", SESSION_KEY, KEYSTREAM),
                    gcm ? sealed("A.2.1", "e91e5e75da65554a48181f3846349562", SEALED) : code());
        }
        return List.of(
                derived("A.3.2", LONG_KEY, 0, "0649a09d93755fe9c2b2efba1cce930af2e76ce8b77e4b175950321aa94b0cf4"),
                derived("A.3.2", LONG_KEY, 1, "e58d42915873b71899234807334658f20bc460181d06e02b7a9e60f02ff10bfc"),
                gcm ? headers("A.1.2", LONG_KEY, LONG_KEY_STREAM) : keystream("A.1.2", LONG_KEY, LONG_KEY_STREAM),
                gcm ? sealed("A.2.2", LONG_KEY, LONG_KEY_SEALED) : code());
    }

    private static KnownAnswer derived(String section, String master, int label, String derived) {
        byte[] salt = hex("0ec675ad498afeebb6960b3aabe6");
        return new KnownAnswer.Derivation("RFC 8269 " + section, hex(master), salt, label, hex(derived));
    }

    private static KnownAnswer keystream(String section, String key, String keystream) {
        byte[] iv = hex("cd3a7c42e69915ed7a2a263985640000");
        return new KnownAnswer.Keystream("RFC 8269 " + section, hex(key), iv, hex(keystream));
    }

    private static KnownAnswer headers(String section, String key, String keystream) {
        byte[] iv = hex("cd3a7c42e69915ed7a2a263985640000");
        return new KnownAnswer.HeaderKeystream("RFC 8269 " + section, hex(key), iv, hex(keystream));
    }

    private static KnownAnswer sealed(String section, String key, String sealed) {
        byte[] iv = hex("000020e8f5eb00000000315e");
        byte[] header = hex("8008315ebf2e6fe020e8f5eb");
        return new KnownAnswer.Sealed("RFC 8269 " + section, hex(key), iv, header, hex(PAYLOAD), hex(sealed));
    }

    private static KnownAnswer code() {
        byte[] key = hex("0b".repeat(20));
        byte[] code = hex("b617318655057264e28bc0b6fb378c8ef146be00");
        return new KnownAnswer.Authentication("RFC 2202 §3, case 1", key, hex("4869205468657265"), code);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
