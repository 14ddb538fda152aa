package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import voip.api.srtp.KeystreamCipher;

/** AES in counter mode, as cipher and for key derivation: what is published for each length of key, and what the JDK makes. */
final class AesCm {
    private static final HexFormat HEX = HexFormat.of();
    private static final int BLOCK = 16;
    private static final byte[] VECTOR = HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfd0000");
    private static final List<Integer> COUNTERS = List.of(0x0000, 0x0001, 0x0002, 0xFEFF, 0xFF00, 0xFF01);

    /** A session key and the blocks of its keystream at {@link #COUNTERS}. */
    private record Keystream(String source, String key, List<String> blocks) {}

    /** A master key and salt, and what is derived from them. */
    private record Derivation(
            String source, String master, String masterSalt, String key, String salt, String authKey) {}

    private static final Map<Integer, Keystream> KEYSTREAMS = Map.of(
            16,
            new Keystream(
                    "RFC 3711 B.2",
                    "2b7e151628aed2a6abf7158809cf4f3c",
                    List.of(
                            "e03ead0935c95e80e166b16dd92b4eb4",
                            "d23513162b02d0f72a43a2fe4a5f97ab",
                            "41e95b3bb0a2e8dd477901e4fca894c0",
                            "ec8cdf7398607cb0f2d21675ea9ea1e4",
                            "362b7c3c6773516318a077d7fc5073ae",
                            "6a2cc3787889374fbeb4c81b17ba6c44")),
            24,
            new Keystream(
                    "RFC 6188 §7.3",
                    "eab234764e517b2d3d160d587d8c86219740f65f99b6bcf7",
                    List.of(
                            "35096cba4610028dc1b57503804ce37c",
                            "5de986291dcce161d5165ec4568f5c9a",
                            "474a40c77894bc17180202272a4c264d",
                            "d108d1a31a00bad6367ec23eb044b415",
                            "c8f57129fdeb970b59f917b257662d4c",
                            "a5dab625811034e8cebdfeb6dc158dd3")),
            32,
            new Keystream(
                    "RFC 6188 §7.1",
                    "57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98",
                    List.of(
                            "92bdd28a93c3f52511c677d08b5515a4",
                            "9da71b2378a854f67050756ded165bac",
                            "63c4868b7096d88421b563b8c94c9a31",
                            "cea518c90fd91ced9cbb18c078a54711",
                            "3dbc4814f4da5f00a08772b63c6a046d",
                            "6eb246913062a16891433e97dd01a57f")));

    private static final Map<Integer, Derivation> DERIVATIONS = Map.of(
            16,
            new Derivation(
                    "RFC 3711 B.3",
                    "e1f97a0d3e018be0d64fa32c06de4139",
                    "0ec675ad498afeebb6960b3aabe6",
                    "c61e7a93744f39ee10734afe3ff7a087",
                    "30cbbc08863d8c85d49db34a9ae1",
                    "cebe321f6ff7716b6fd4ab49af256a156d38baa48f0a0acf3c34e2359e6cdbcee049646c43d9327ad175578ef722709863"
                            + "71c10c9a369ac2f94a8c5fbcdddc256d6e919a48b610ef17c2041e474035766b68642c59bbfc2f34db60dbdfb2"),
            24,
            new Derivation(
                    "RFC 6188 §7.4",
                    "73edc66c4fa15776fb57f9505c17136550ffda71f3e8e5f1",
                    "c8522f3acd4ce86d5add78edbb11",
                    "31874736a8f1143870c26e4857d8a5b2c4a354407faadabb",
                    "2372b82d639b6d8503a47adc0a6c",
                    "355b10973cd95b9eacf4061c7e1a7151e7cfbfcb"),
            32,
            new Derivation(
                    "RFC 6188 §7.2",
                    "f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6",
                    "3b04803de51ee7c96423ab5b78d2",
                    "5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4",
                    "fa31791685ca444a9e07c6c64e93",
                    "fd9c32d39ed5fbb5a9dc96b30818454d1313dc05"));

    /** Opens a cipher under a session key. */
    @FunctionalInterface
    interface Opener {
        KeystreamCipher open(byte[] key) throws GeneralSecurityException;
    }

    private AesCm() {}

    /** RFC 3711 B.2, RFC 6188 §7.1 and §7.3. */
    static void assertPublishedKeystream(int keyLength, Opener opener) throws GeneralSecurityException {
        Keystream published = KEYSTREAMS.get(keyLength);
        byte[] keystream = new byte[BLOCK * (0xFF01 + 1)];
        try (KeystreamCipher cipher = opener.open(HEX.parseHex(published.key))) {
            cipher.apply(VECTOR.clone(), keystream, 0, keystream.length);
        }
        for (int i = 0; i < COUNTERS.size(); i++) {
            int at = BLOCK * COUNTERS.get(i);
            assertEquals(published.blocks.get(i), HEX.formatHex(keystream, at, at + BLOCK), published.source);
        }
    }

    /** RFC 3711 B.3, RFC 6188 §7.2 and §7.4. */
    static void assertPublishedDerivation(SuiteContract contract) throws GeneralSecurityException {
        Derivation published = DERIVATIONS.get(contract.suite().spec().keyLength());
        byte[] master = HEX.parseHex(published.master);
        byte[] salt = HEX.parseHex(published.masterSalt);
        List<String> derived = List.of(published.key, published.authKey, published.salt);
        for (int label = 0; label < derived.size(); label++) {
            int length = derived.get(label).length() / 2;
            String own = HEX.formatHex(contract.derive(master, salt, label, 0, length));
            assertEquals(derived.get(label), own, published.source + ", label " + label);
        }
    }

    /** RFC 3711 §4.3.3: AES counter mode from {@code ((label || index) XOR salt) * 2^16}, index and label at the right. */
    static void assertDerivesAsTheJdksAesDoes(SuiteContract contract) throws GeneralSecurityException {
        for (int round = 0; round < 100; round++) {
            byte[] key = contract.samples.bytes(contract.suite().spec().keyLength());
            byte[] salt = contract.samples.bytes(14);
            byte[] choice = contract.samples.bytes(7);
            byte[] iv = Arrays.copyOf(salt, BLOCK);
            long index = 0;
            for (int i = 0; i < 7; i++) {
                iv[7 + i] ^= choice[i];
                index = i == 0 ? 0 : index << 8 | choice[i] & 0xFF;
            }
            byte[] expected = applied(key, iv, new byte[40]);
            assertArrayEquals(expected, contract.derive(key, salt, choice[0] & 0xFF, index, 40));
        }
    }

    /** The data, encrypted by the JDK. */
    static byte[] applied(byte[] key, byte[] iv, byte[] data) throws GeneralSecurityException {
        Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
        ctr.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return ctr.doFinal(data);
    }
}
