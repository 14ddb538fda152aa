package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SuiteSpec;

class CryptoAttributeTest {
    private static final SuiteSpec SPEC = Fixtures.SUITE_80.spec();
    private static final SuiteSpec AEAD = SuiteSpec.aead("AEAD_AES_128_GCM", "TEST", 16, 16);
    private static final SrtpPolicy STANDARD = SrtpPolicy.standard();
    private static final SrtpPolicy ALL_ALLOWED = STANDARD.allowing(EnumSet.allOf(SessionParameter.class));

    /** The bytes 00 to 1d. */
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";

    private static final String OTHER_KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String LINE = "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY;

    @Test
    void readsTagSuiteAndKey() {
        CryptoAttribute attribute = CryptoAttribute.parse(LINE);
        assertEquals(1, attribute.tag());
        assertEquals("AES_CM_128_HMAC_SHA1_80", attribute.suite());
        assertEquals(SrtpParameters.standard(), attribute.parameters());
        assertEquals(0, attribute.windowSizeHint());
        assertEquals(Optional.empty(), attribute.problem(SPEC, STANDARD));
        MasterKeys keys = attribute.masterKeys(SPEC);
        assertEquals(1, keys.entries().size());
        assertEquals(0, keys.mkiLength());
        assertEquals(1L << 48, keys.entries().get(0).lifetime());
        assertArrayEquals(Fixtures.key(0).key(), keys.entries().get(0).key().key());
        assertArrayEquals(Fixtures.key(0).salt(), keys.entries().get(0).key().salt());
    }

    @Test
    void readsSeveralKeysWithTheirIdentifiersAndLifetimes() {
        MasterKeys keys = CryptoAttribute.parse(LINE + "|2^20|1066:4;inline:" + OTHER_KEY + "|1000|4294967295:4")
                .masterKeys(SPEC);
        assertEquals(2, keys.entries().size());
        assertEquals(4, keys.mkiLength());
        assertArrayEquals(new byte[] {0, 0, 4, 42}, keys.entries().get(0).mki());
        assertArrayEquals(new byte[] {-1, -1, -1, -1}, keys.entries().get(1).mki());
        assertEquals(1 << 20, keys.entries().get(0).lifetime());
        assertEquals(1000, keys.entries().get(1).lifetime());
        assertArrayEquals(Fixtures.key(0).key(), keys.entries().get(0).key().key());
        assertEquals('w', keys.entries().get(1).key().key()[0]);
    }

    @Test
    void readsSessionParameters() {
        CryptoAttribute attribute = CryptoAttribute.parse(
                LINE + " KDR=24 UNENCRYPTED_SRTP UNENCRYPTED_SRTCP UNAUTHENTICATED_SRTP WSH=128 -other=1");
        assertEquals(1 << 24, attribute.parameters().keyDerivationRate());
        assertEquals(
                EnumSet.allOf(SessionParameter.class), attribute.parameters().without());
        assertEquals(128, attribute.windowSizeHint());
        assertEquals(Optional.empty(), attribute.problem(SPEC, ALL_ALLOWED));
        assertEquals(2, CryptoAttribute.parse(LINE + " KDR=1").parameters().keyDerivationRate());
        assertEquals(
                SrtpParameters.standard(),
                CryptoAttribute.parse(LINE + " KDR=0").parameters(),
                "not in RFC 4568 §6.3.1, but sent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LINE,
                LINE + "|2^20|1:32",
                "0 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1066:4",
                "999999999 F8_128_HMAC_SHA1_80 inline:" + KEY + "|2^48",
                "1 AES_CM_128_HMAC_SHA1_32 inline:" + KEY + "|281474976710655|255:1",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4;inline:" + OTHER_KEY + "|2:4 FEC_ORDER=FEC_SRTP",
                "3 X inline:AAEC KDR=1 UNENCRYPTED_SRTCP FEC_ORDER=SRTP_FEC FEC_KEY=inline:AAED|2^9"
                        + " WSH=128 -ignore other=x",
            })
    void printsWhatItParsed(String value) {
        assertEquals(value, CryptoAttribute.parse(value).toSdp());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            '1 X inline:AAE='                    > 1 X inline:AAE=
            '1 X inline:AAE'                     > 1 X inline:AAE=
            '1 X inline:AA|2^31'                 > 1 X inline:AA==|2^31
            '1 X inline:AAEC|1024'               > 1 X inline:AAEC|2^10
            '1 X inline:AAEC|2^0'                > 1 X inline:AAEC|2^0
            ' 1   X  inline:AAEC    WSH=64  '    > 1 X inline:AAEC WSH=64
            '1 X INLINE:AAEC Kdr=3'              > 1 X inline:AAEC KDR=3
            '1 X inline:AAEC fec_order=fec_srtp' > 1 X inline:AAEC FEC_ORDER=FEC_SRTP
            '1 X inline:AAEC WSH=64 KDR=0'       > 1 X inline:AAEC WSH=64
            '1 X inline:AAEC -x WSH=64 KDR=3'    > 1 X inline:AAEC KDR=3 WSH=64 -x
            '1 X inline:AA|1:1; inline:AQ|2:1'   > 1 X inline:AA==|1:1;inline:AQ==|2:1
            """)
    void isTolerantOfWhatItReadsAndStrictInWhatItPrints(String value, String printed) {
        assertEquals(printed, CryptoAttribute.parse(value).toSdp());
        assertEquals(printed, CryptoAttribute.parse(value.replace(' ', '\t')).toSdp());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            |2^31                       ; ''
            |1:128                      ; ''
            ' WSH=128 -optional=yes'    ; ''
            ' KDR=1'                    ; ''
            ' FEC_ORDER=FEC_SRTP'       ; ''
            ' FEC_ORDER=SRTP_FEC'       ; it has FEC_ORDER=SRTP_FEC, and forward error correction is not supported
            ' FEC_KEY=inline:c2VjcmV0'  ; it has FEC_KEY, and forward error correction is not supported
            ' c2VjcmV0'                 ; it has a session parameter of unknown name, and without the '-' of what may be ignored
            ' X=1'                      ; it has a session parameter of unknown name, and without the '-' of what may be ignored
            """)
    void saysWhyItCannotBeUsed(String end, String problem) {
        CryptoAttribute attribute = CryptoAttribute.parse(LINE + end);
        assertEquals(problem, attribute.problem(SPEC, ALL_ALLOWED).orElse(""));
        if (!problem.isEmpty()) {
            assertEquals(
                    problem,
                    assertThrows(IllegalArgumentException.class, () -> attribute.masterKeys(SPEC))
                            .getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTakesProtectionAwayMustBeAllowedByName(SessionParameter parameter) {
        CryptoAttribute attribute = CryptoAttribute.parse(LINE + " " + parameter);
        String reason = "it has " + parameter + ", which takes protection away, and must be allowed by name:"
                + " allow(SessionParameter." + parameter + ") of a stack, allowing(...) of an SrtpPolicy";
        assertEquals(Optional.of(reason), attribute.problem(SPEC, STANDARD));
        Set<SessionParameter> others = EnumSet.complementOf(EnumSet.of(parameter));
        assertEquals(Optional.of(reason), attribute.problem(SPEC, STANDARD.allowing(others)));
        assertEquals(Optional.empty(), attribute.problem(SPEC, STANDARD.allowing(Set.of(parameter))));
        assertEquals(Set.of(parameter), attribute.parameters().without());
    }

    @ParameterizedTest
    @CsvSource({"UNENCRYPTED_SRTP, false", "UNENCRYPTED_SRTCP, true", "UNAUTHENTICATED_SRTP, false"})
    void aeadCannotDoWithout(SessionParameter parameter, boolean can) {
        String key = "A".repeat(38);
        CryptoAttribute attribute = CryptoAttribute.parse("1 AEAD_AES_128_GCM inline:" + key + " " + parameter);
        assertEquals(
                can ? "" : "it has " + parameter + ", which AEAD_AES_128_GCM cannot do: it is AEAD",
                attribute.problem(AEAD, ALL_ALLOWED).orElse(""));
    }

    @Test
    void f8LinesAreReadAndCannotBeUsed() {
        assertEquals(
                Optional.of("AES in f8 mode (RFC 3711 §4.1.2) is not supported"),
                CryptoAttribute.parse("1 f8_128_hmac_sha1_80 inline:" + KEY).f8Problem());
        assertEquals(
                Optional.of("its key and salt are 3 bytes, and F8_128_HMAC_SHA1_80 takes 30"),
                CryptoAttribute.parse("1 F8_128_HMAC_SHA1_80 inline:AAEC").f8Problem());
        assertEquals(Optional.empty(), CryptoAttribute.parse(LINE).f8Problem());
    }

    @ParameterizedTest
    @CsvSource({"AAEC, 3", KEY + "AA, 31", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxw=, 29"})
    void checksTheLengthOfKeyAndSaltAgainstTheSuite(String key, int length) {
        String reason = "its key and salt are " + length + " bytes, and AES_CM_128_HMAC_SHA1_80 takes 30";
        assertEquals(
                Optional.of(reason),
                CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + key).problem(SPEC, STANDARD));
        assertEquals(
                Optional.of(reason),
                CryptoAttribute.parse(LINE + "|1:1;inline:" + key + "|2:1").problem(SPEC, STANDARD),
                "every key");
    }

    @Test
    void hidesKeysInToStringAndMessages() {
        CryptoAttribute attribute = CryptoAttribute.parse("1 SUITE inline:" + KEY + " FEC_KEY=inline:" + OTHER_KEY);
        assertEquals("CryptoAttribute[1 SUITE]", attribute.toString());
        assertEquals(
                "CryptoAttribute[1 of unknown name]",
                CryptoAttribute.parse("1 " + KEY + " inline:AAEC").toString());
        assertEquals("CryptoFields", CryptoFields.split(LINE).toString());
        for (String malformed : List.of(
                "1 SUITE " + KEY,
                KEY + " SUITE inline:AAEC",
                "1 " + KEY + "/ inline:AAEC",
                "1 SUITE inline:" + KEY + "*",
                "1 SUITE inline:" + KEY + "|" + OTHER_KEY,
                "1 SUITE inline:" + KEY + "|" + OTHER_KEY + "|1:1",
                "1 SUITE inline:AAEC|" + KEY + ":1",
                "1 SUITE inline:AAEC KDR=" + KEY,
                "1 SUITE inline:AAEC FEC_KEY=" + KEY,
                "1 SUITE inline:AAEC FEC_ORDER=" + KEY,
                "1 SUITE inline:AAEC WSH=" + KEY)) {
            Throwable thrown = assertThrows(IllegalArgumentException.class, () -> CryptoAttribute.parse(malformed));
            for (Throwable t = thrown; t != null; t = t.getCause()) {
                assertFalse(t.toString().contains(KEY.substring(0, 8)), t.toString());
                assertFalse(t.toString().contains(OTHER_KEY.substring(0, 8)), t.toString());
            }
        }
    }

    @Test
    void isMadeFromAKeyOfWhichItTakesACopy() {
        MasterKey key = Fixtures.key(0);
        CryptoAttribute attribute = CryptoAttribute.of(7, "AES_CM_128_HMAC_SHA1_80", key);
        key.close();
        assertEquals("7 AES_CM_128_HMAC_SHA1_80 inline:" + KEY, attribute.toSdp());
        assertThrows(IllegalArgumentException.class, () -> CryptoAttribute.of(-1, "SUITE", key));
        assertThrows(IllegalArgumentException.class, () -> CryptoAttribute.of(1_000_000_000, "SUITE", key));
        assertThrows(IllegalArgumentException.class, () -> CryptoAttribute.of(1, "SU ITE", key));
    }

    @Test
    void isMadeWithAllThatSdpCanSay() {
        MasterKeys keys = MasterKeys.of(new byte[] {4, 42}, Fixtures.key(0), 1L << 48)
                .and(new byte[] {0, 9}, Fixtures.key(40), 1000);
        SrtpParameters parameters =
                SrtpParameters.standard().withKeyDerivationRate(1 << 10).with(SessionParameter.UNENCRYPTED_SRTCP);
        assertEquals(
                "1 X inline:" + KEY + "|1066:2;inline:KCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4/QEFCQ0RF|1000|9:2 KDR=10"
                        + " UNENCRYPTED_SRTCP",
                CryptoAttribute.of(1, "X", keys, parameters).toSdp());
    }

    @Test
    void isNotMadeOfWhatSdpCannotSay() {
        SrtpParameters standard = SrtpParameters.standard();
        assertNotMade(
                "a master key identifier of 0 cannot be written in SDP (RFC 4568 §6.1)",
                MasterKeys.of(new byte[4], Fixtures.key(0), 1),
                standard);
        MasterKeys many = MasterKeys.of(new byte[] {1}, Fixtures.key(1), 1);
        for (int i = 2; i <= 17; i++) {
            many = many.and(new byte[] {(byte) i}, Fixtures.key(i), 1);
        }
        assertNotMade("it has 17 keys; the most is 16", many, standard);
        MasterKeys key = MasterKeys.of(Fixtures.key(0));
        assertNotMade(
                "a key derivation rate of 1 cannot be written in SDP, where KDR=1 is 2 (RFC 4568 §6.3.1)",
                key,
                standard.withKeyDerivationRate(1));
        assertNotMade(
                "roll-over counters in packets (RFC 4771) cannot be written in SDP",
                key,
                standard.withRolloverCarrier(new RolloverCarrier(RolloverCarrier.Mode.ALL, 16, 14)));
    }

    @Test
    void whatWouldPrintTooLongIsRefused() {
        String unpadded = "1 X inline:" + "A".repeat(62);
        String parameter = " -" + "x".repeat(4096 - unpadded.length() - 3);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> CryptoAttribute.parse(unpadded + parameter));
        assertEquals("written with its padding it has 4097 characters; the most is 4096", refused.getMessage());
        String fits = unpadded + parameter.substring(0, parameter.length() - 1);
        String printed = CryptoAttribute.parse(fits).toSdp();
        assertEquals(printed, CryptoAttribute.parse(printed).toSdp());
        MasterKeys keys = MasterKeys.of(mki(1), Fixtures.key(1), 1);
        for (int i = 2; i <= 16; i++) {
            keys = keys.and(mki(i), Fixtures.key(i), 1);
        }
        MasterKeys many = keys;
        assertThrows(IllegalArgumentException.class, () -> CryptoAttribute.of(1, "X", many, SrtpParameters.standard()));
    }

    private static byte[] mki(int first) {
        byte[] mki = new byte[128];
        mki[0] = (byte) first;
        return mki;
    }

    private static void assertNotMade(String reason, MasterKeys keys, SrtpParameters parameters) {
        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> CryptoAttribute.of(1, "X", keys, parameters))
                        .getMessage());
    }

    @Test
    void comparesKeysWhateverTheirLengths() {
        CryptoAttribute attribute = CryptoAttribute.parse("1 SUITE inline:AAEC");
        assertTrue(attribute.hasKeyOf(CryptoAttribute.parse("2 OTHER inline:AAEC|2^20")));
        assertTrue(attribute.hasKeyOf(CryptoAttribute.parse("1 SUITE inline:AAED|1:1;inline:AAEC|2:1")));
        assertFalse(attribute.hasKeyOf(CryptoAttribute.parse("1 SUITE inline:AAED")));
        assertFalse(attribute.hasKeyOf(CryptoAttribute.parse("1 SUITE inline:AAECAAEC")));
        assertFalse(CryptoAttribute.parse("1 SUITE inline:AAECAAEC").hasKeyOf(attribute));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            X inline:AAEC                       > x inline:AAEC WSH=128 -ignored FEC_ORDER=FEC_SRTP > true
            X inline:AAEC                       > X inline:AAEC|2^48 KDR=0                          > true
            X inline:AAEC                       > Y inline:AAEC                                     > false
            X inline:AAEC                       > X inline:AAED                                     > false
            X inline:AAEC                       > X inline:AAEC|2^20                                > false
            X inline:AAEC                       > X inline:AAEC|1:1                                 > false
            X inline:AAEC                       > X inline:AAEC KDR=1                               > false
            X inline:AAEC                       > X inline:AAEC UNENCRYPTED_SRTCP                   > false
            X inline:AAEC|1:1                   > X inline:AAEC|2:1                                 > false
            X inline:AAEC|1:1                   > X inline:AAEC|1:2                                 > false
            X inline:AAEC|1:1                   > X inline:AAEC|1:1;inline:AAED|2:1                 > false
            X inline:AAEC|1:1;inline:AAED|2:1   > X inline:AAEC|1:1                                 > false
            X inline:AAEC|1:1;inline:AAED|2:1   > X inline:AAED|2:1;inline:AAEC|1:1                 > true
            """)
    void isTheSameIfItSaysTheSameOfTheSameKeys(String one, String other, boolean same) {
        assertEquals(same, CryptoAttribute.parse("1 " + one).isSame(CryptoAttribute.parse("2 " + other)));
    }

    @Test
    void closingWipesTheKeys() {
        CryptoAttribute attribute =
                CryptoAttribute.parse(LINE + "|1:1;inline:" + OTHER_KEY + "|2:1 FEC_KEY=inline:c2VjcmV0");
        attribute.close();
        String zeros = "A".repeat(40);
        assertEquals(
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + zeros + "|1:1;inline:" + zeros + "|2:1 FEC_KEY=inline:AAAAAAAA",
                attribute.toSdp());
    }
}
