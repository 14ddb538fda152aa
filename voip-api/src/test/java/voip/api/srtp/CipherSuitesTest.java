package voip.api.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where no crypto module is present. */
class CipherSuitesTest {
    private final CipherSuites none = CipherSuites.discover();

    @Test
    void findsNothingWhereNothingIs() {
        assertEquals(List.of(), none.all());
        assertEquals(List.of(), none.defaultNames());
        assertEquals(List.of(), none.problems());
        assertEquals(Optional.empty(), none.module("JCE"));
        assertEquals(List.of(), CipherSuites.discover(ModuleLayer.boot()).all());
    }

    @Test
    void saysWhatToAddForASuite() {
        String message = assertThrows(IllegalArgumentException.class, () -> none.suite("AES_CM_128_HMAC_SHA1_80"))
                .getMessage();
        assertTrue(message.startsWith("AES_CM_128_HMAC_SHA1_80 is offered by no crypto module; "), message);
        assertTrue(message.contains("org.voipstack:voip-crypto-jce"), message);
    }

    @Test
    void saysWhatToAddForAProvider() {
        String message = assertThrows(IllegalArgumentException.class, () -> none.provider("BCFIPS"))
                .getMessage();
        assertTrue(message.startsWith("provider(\"BCFIPS\") is not present; "), message);
        assertTrue(message.contains("org.voipstack:voip-crypto-bc") && message.contains("bc-fips"), message);
    }
}
