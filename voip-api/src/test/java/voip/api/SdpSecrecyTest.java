package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are on the wire and nowhere else, however garbled the lines that hold them. */
class SdpSecrecyTest {
    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String AUDIO = "m=audio 5004 RTP/SAVP 0\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^20|1:4 FEC_ORDER=FEC_SRTP",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x;inline:KEY",
                "a=crypto: 1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "a=crypto:1  AES_CM_128_HMAC_SHA1_80  inline:KEY",
                "a=crypto:1\tAES_CM_128_HMAC_SHA1_80\tinline:KEY",
                "a=crypto:1\tAES_CM_128_HMAC_SHA1_80 inline:KEY",
                "a=crypto:1\tAES_CM_128_HMAC_SHA1_80 inline:KEY UNENCRYPTED_SRTP",
                "a=crypto:AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "a=crypto:AES_CM_128_HMAC_SHA1_80 inline:KEY UNENCRYPTED_SRTP",
                "a=crypto:inline:KEY",
                "a=crypto:inline:KEY a b",
                "a=crypto:1 inline:KEY a",
                "a=crypto:1 KEY inline:a",
                "a=crypto:1 inline:KEY inline:KEY",
                "a=crypto:KEY",
                "a=crypto:KEY a inline:b",
                "a=crypto:1 KEY",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 KEY",
                "a=CRYPTO:1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "a=crypto :1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "a=crypto 1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "a=crypto=KEY",
                "a=xcrypto:KEY",
                "A=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "k=base64:KEY",
                "k=clear:KEY",
                "a=key-mgmt:mikey KEY",
                "a=KEY-MGMT:mikey KEY",
                "a=x-something:inline:KEY",
                "a=extmap:1 urn:x inline:KEY",
                "a=extmap:15 urn:x inline:KEY",
                "a=ice-pwd:KEY",
                "i=the key is KEY",
            })
    void toStringHidesKeysAndToSdpDoesNot(String line) {
        String secret = line.replace("KEY", KEY).replace(KEY + "-MGMT", "KEY-MGMT");
        MediaDescription media = MediaDescription.parse(AUDIO + secret + "\r\na=after:1\r\n");
        assertFalse(media.toString().contains(KEY), media.toString());
        assertTrue(media.toString().contains("a=after:1"), media.toString());
        if (!line.startsWith("A=")) {
            assertTrue(media.toSdp().contains(KEY), media.toSdp());
        }
    }

    @Test
    void toStringShowsTagAndSuite() {
        MediaDescription media = MediaDescription.parse(
                AUDIO + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "\r\na=key-mgmt:mikey " + KEY + "\r\n");
        assertEquals(
                AUDIO + "a=sendrecv\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 (hidden)\r\na=(hidden)\r\n",
                media.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crypto:1 X inline:KEY", // no type
                "m=audio inline:KEY RTP/AVP 0",
                "m=audio KEY",
                "m=audio 70000 KEY 0",
                "c=IN IP4 192.0.2.1 KEY",
                "c=KEY",
                "c=IN IP4 \tKEY",
                "m=a\t 1 KEY 2"
            })
    void noMessageHoldsWhatWasParsed(String line) {
        for (String sdp : List.of(line, AUDIO + line)) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> MediaDescription.parseAll(sdp.replace("KEY", KEY)))
                    .getMessage();
            assertFalse(message.contains(KEY), message);
        }
    }
}
