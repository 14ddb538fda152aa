package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

/** The figures of RFC 3711, Appendix B. */
class Rfc3711VectorsTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final SrtpCipherSuite suite = new AesCm128HmacSha1Tag80();

    @Test
    void rfc3711AppendixB2() throws Exception {
        byte[] keystream = new byte[1_044_512];
        byte[] iv = HEX.parseHex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000");
        try (CounterModeCipher cipher =
                (CounterModeCipher) suite.open(HEX.parseHex("2B7E151628AED2A6ABF7158809CF4F3C"), new byte[20])) {
            cipher.apply(iv, keystream, 0, keystream.length);
        }
        assertEquals("E03EAD0935C95E80E166B16DD92B4EB4", block(keystream, 0x0000));
        assertEquals("D23513162B02D0F72A43A2FE4A5F97AB", block(keystream, 0x0001));
        assertEquals("41E95B3BB0A2E8DD477901E4FCA894C0", block(keystream, 0x0002));
        assertEquals("EC8CDF7398607CB0F2D21675EA9EA1E4", block(keystream, 0xFEFF));
        assertEquals("362B7C3C6773516318A077D7FC5073AE", block(keystream, 0xFF00));
        assertEquals("6A2CC3787889374FBEB4C81B17BA6C44", block(keystream, 0xFF01));
        assertEquals("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000", HEX.formatHex(iv), "the vector is left as it is");
    }

    private static String block(byte[] keystream, int counter) {
        return HEX.formatHex(keystream, 16 * counter, 16 * counter + 16);
    }

    @Test
    void rfc3711AppendixB3() throws Exception {
        assertEquals("C61E7A93744F39EE10734AFE3FF7A087", derived(0, 16));
        assertEquals("30CBBC08863D8C85D49DB34A9AE1", derived(2, 14));
        assertEquals(
                "CEBE321F6FF7716B6FD4AB49AF256A15"
                        + "6D38BAA48F0A0ACF3C34E2359E6CDBCE"
                        + "E049646C43D9327AD175578EF7227098"
                        + "6371C10C9A369AC2F94A8C5FBCDDDC25"
                        + "6D6E919A48B610EF17C2041E47403576"
                        + "6B68642C59BBFC2F34DB60DBDFB2",
                derived(1, 94));
    }

    private String derived(int label, int length) throws Exception {
        byte[] out = new byte[length];
        Arrays.fill(out, (byte) 0x55);
        suite.derive(
                new MasterKey(
                        HEX.parseHex("E1F97A0D3E018BE0D64FA32C06DE4139"), HEX.parseHex("0EC675AD498AFEEBB6960B3AABE6")),
                label,
                0,
                out);
        return HEX.formatHex(out);
    }
}
