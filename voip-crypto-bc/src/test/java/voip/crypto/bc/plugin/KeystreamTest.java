package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import voip.api.srtp.KeystreamCipher;

class KeystreamTest {
    @Test
    void isThatOfBcFipsUnlessOursIsAskedFor() throws Exception {
        assertEquals(Keystream.CTR, Keystream.chosen());
        assertEquals(Keystream.CTR, Keystream.of(null));
        assertEquals(Keystream.CTR, Keystream.of("ctr"));
        assertEquals(Keystream.ECB, Keystream.of("ecb"));
    }

    @Test
    void anyOtherWordIsRefused() {
        for (String value : new String[] {"", "ECB", "cbc"}) {
            assertEquals(
                    "-Dvoip.crypto.bc.keystream=" + value + " is neither ctr, the default, nor ecb",
                    assertThrows(GeneralSecurityException.class, () -> Keystream.of(value))
                            .getMessage());
        }
    }

    @Test
    void encryptsHeaderExtensionsToo() throws Exception {
        try (KeystreamCipher theirs = new AeadAes128Gcm().openHeaderExtensions(new byte[16]);
                KeystreamCipher ours = new EcbSuite("TEST", 16).openHeaderExtensions(new byte[16])) {
            assertInstanceOf(AesCtr.class, theirs);
            assertInstanceOf(AesEcb.class, ours);
        }
    }
}
