package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SuiteSpec;

class CryptoAttributeTest {
    private static final SuiteSpec SPEC = Fixtures.SUITE_80.spec();

    /** The bytes 00 to 1d. */
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";

    private static final String OTHER_KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

    @Test
    void readsTagSuiteAndKey() {
        CryptoAttribute attribute = CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY);
        assertEquals(1, attribute.tag());
        assertEquals("AES_CM_128_HMAC_SHA1_80", attribute.suite());
        assertEquals(List.of(), attribute.sessionParameters());
        assertEquals(Optional.empty(), attribute.problem(SPEC));
        MasterKey key = attribute.masterKey(SPEC);
        assertArrayEquals(Fixtures.key(0).key(), key.key());
        assertArrayEquals(Fixtures.key(0).salt(), key.salt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:32",
                "0 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1066:4",
                "999999999 F8_128_HMAC_SHA1_80 inline:" + KEY + "|2^48",
                "1 AES_CM_128_HMAC_SHA1_32 inline:" + KEY + "|281474976710656",
                "2 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4;inline:" + OTHER_KEY
                        + "|2^20|2:4 FEC_ORDER=FEC_SRTP",
                "3 X inline:AAEC WSH=128 -ignore UNENCRYPTED_SRTCP KDR=1",
            })
    void printsWhatItParsed(String value) {
        assertEquals(value, CryptoAttribute.parse(value).toSdp());
    }

    @Test
    void blanksMaySeparateAndSurround() {
        assertEquals(
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " WSH=64",
                CryptoAttribute.parse(" 1\tAES_CM_128_HMAC_SHA1_80  inline:" + KEY + " \t WSH=64 ")
                        .toSdp());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ''                                  ; it does not have a tag, a suite and a key (RFC 4568 §9.1)
            1 SUITE                             ; it does not have a tag, a suite and a key (RFC 4568 §9.1)
            a SUITE inline:AAEC                 ; its tag is not a number of 1 to 9 digits (RFC 4568 §9.1)
            01 SUITE inline:AAEC                ; its tag is not a number of 1 to 9 digits (RFC 4568 §9.1)
            1234567890 SUITE inline:AAEC        ; its tag is not a number of 1 to 9 digits (RFC 4568 §9.1)
            -1 SUITE inline:AAEC                ; its tag is not a number of 1 to 9 digits (RFC 4568 §9.1)
            1 SU-ITE inline:AAEC                ; its suite is not a name of letters, digits and '_' (RFC 4568 §9.1)
            1 SUITE uri:AAEC                    ; its key method is not inline
            1 SUITE AAEC                        ; its key method is not inline
            1 SUITE inline:A*EC                 ; its key is not base64
            1 SUITE inline:AAEC=                ; its key is not base64
            1 SUITE inline:AAEC|0               ; its lifetime is not a number of packets from 1 to 2^48
            1 SUITE inline:AAEC|2^49            ; its lifetime is not a number of packets from 1 to 2^48
            1 SUITE inline:AAEC|2^              ; its lifetime is not a number of packets from 1 to 2^48
            1 SUITE inline:AAEC|281474976710657 ; its lifetime is not a number of packets from 1 to 2^48
            1 SUITE inline:AAEC|020             ; its lifetime is not a number of packets from 1 to 2^48
            1 SUITE inline:AAEC|                ; its lifetime is not a number of packets from 1 to 2^48
            1 SUITE inline:AAEC|1:129           ; its MKI is not a positive number with a length of 1 to 128 bytes
            1 SUITE inline:AAEC|1:              ; its MKI is not a positive number with a length of 1 to 128 bytes
            1 SUITE inline:AAEC|0:4             ; its MKI is not a positive number with a length of 1 to 128 bytes
            1 SUITE inline:AAEC|1:4|2^20        ; its key has more fields than key, lifetime and MKI
            1 SUITE inline:AAEC|2^20|1:4|9      ; its key has more fields than key, lifetime and MKI
            1 SUITE inline:AAEC W\u00fcrze      ; a session parameter has other than visible characters
            """)
    void refusesMalformedValuesWithAReason(String value, String reason) {
        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> CryptoAttribute.parse(value))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            |2^31                       ; ''
            |1:4                        ; it has a master key identifier (MKI), which is not supported
            |2^20|1:4                   ; it has a master key identifier (MKI), which is not supported
            ' WSH=128 -optional=yes'    ; ''
            ' KDR=1'                    ; its session parameter KDR is not supported
            ' UNENCRYPTED_SRTP'         ; its session parameter UNENCRYPTED_SRTP is not supported
            ' unencrypted_srtcp'        ; its session parameter UNENCRYPTED_SRTCP is not supported
            ' UNAUTHENTICATED_SRTP'     ; its session parameter UNAUTHENTICATED_SRTP is not supported
            ' FEC_KEY=inline:c2VjcmV0'  ; its session parameter FEC_KEY is not supported
            ' c2VjcmV0'                 ; its session parameter (one of unknown name) is not supported
            """)
    void saysWhyItCannotBeUsed(String end, String problem) {
        CryptoAttribute attribute = CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + end);
        assertEquals(problem, attribute.problem(SPEC).orElse(""));
        if (!problem.isEmpty()) {
            assertThrows(IllegalArgumentException.class, () -> attribute.masterKey(SPEC));
        }
    }

    @Test
    void severalKeysCannotBeUsed() {
        assertEquals(
                Optional.of("it has several keys, which are not supported"),
                CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4;inline:" + OTHER_KEY + "|2:4")
                        .problem(SPEC));
    }

    @ParameterizedTest
    @CsvSource({"AAEC, 3", KEY + "AA, 31", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxw=, 29"})
    void checksTheLengthOfKeyAndSaltAgainstTheSuite(String key, int length) {
        assertEquals(
                Optional.of("its key and salt are " + length + " bytes, and AES_CM_128_HMAC_SHA1_80 takes 30"),
                CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + key).problem(SPEC));
    }

    @Test
    void hidesKeysInToStringAndMessages() {
        CryptoAttribute attribute = CryptoAttribute.parse("1 SUITE inline:" + KEY + " FEC_KEY=inline:" + OTHER_KEY);
        assertEquals("CryptoAttribute[1 SUITE]", attribute.toString());
        for (String malformed : List.of(
                "1 SUITE " + KEY,
                KEY + " SUITE inline:AAEC",
                "1 " + KEY + "/ inline:AAEC",
                "1 SUITE inline:" + KEY + "*",
                "1 SUITE inline:" + KEY + "|" + OTHER_KEY,
                "1 SUITE inline:AAEC|" + KEY + ":1")) {
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
    void comparesKeysWhateverTheirLengths() {
        CryptoAttribute attribute = CryptoAttribute.parse("1 SUITE inline:AAEC");
        assertTrue(attribute.hasKeyOf(CryptoAttribute.parse("2 OTHER inline:AAEC|2^20")));
        assertFalse(attribute.hasKeyOf(CryptoAttribute.parse("1 SUITE inline:AAED")));
        assertFalse(attribute.hasKeyOf(CryptoAttribute.parse("1 SUITE inline:AAECAAEC")));
        assertFalse(CryptoAttribute.parse("1 SUITE inline:AAECAAEC").hasKeyOf(attribute));
    }

    @Test
    void closingWipesTheKey() {
        CryptoAttribute attribute = CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY);
        attribute.close();
        assertArrayEquals(new byte[16], attribute.masterKey(SPEC).key());
        assertArrayEquals(new byte[14], attribute.masterKey(SPEC).salt());
    }
}
