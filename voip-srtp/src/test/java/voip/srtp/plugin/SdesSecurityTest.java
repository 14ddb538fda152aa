package voip.srtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import voip.api.OfferRefusedException;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.MediaSecurity;
import voip.api.spi.SecuritySettings;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;

class SdesSecurityTest {
    @Test
    void isFoundAsAServiceAndNegotiates() {
        getClass().getModule().addUses(MediaSecurity.class);
        MediaSecurity security =
                ServiceLoader.load(MediaSecurity.class).findFirst().orElseThrow();
        CipherSuites crypto = CipherSuites.discover().provider("JCE");
        List<SrtpCipherSuite> suites = List.of(crypto.suite("AES_CM_128_HMAC_SHA1_80"));
        var random = crypto.module("JCE").orElseThrow().random();
        assertEquals(
                1,
                security.open(suites, random, settings(64)).offer(null).crypto().size());
        assertThrows(IllegalArgumentException.class, () -> security.open(suites, random, settings(63)));
    }

    @Test
    void acceptsTheSessionParametersThatAreAllowed() {
        CipherSuites crypto = CipherSuites.discover().provider("JCE");
        List<SrtpCipherSuite> suites = List.of(crypto.suite("AES_CM_128_HMAC_SHA1_80"));
        var random = crypto.module("JCE").orElseThrow().random();
        List<String> offer = List.of("1 AES_CM_128_HMAC_SHA1_80 inline:" + "A".repeat(40) + " UNENCRYPTED_SRTCP");
        SecuritySettings allowing = new SecuritySettings(64, 0, Set.of(SessionParameter.UNENCRYPTED_SRTCP));
        KeyNegotiation.Agreed agreed =
                new SdesSecurity().open(suites, random, allowing).answer(offer, null, false);
        assertTrue(agreed.ours().endsWith(" UNENCRYPTED_SRTCP"));
        KeyNegotiation strict = new SdesSecurity().open(suites, random, settings(64));
        assertThrows(OfferRefusedException.class, () -> strict.answer(offer, null, false));
    }

    private static SecuritySettings settings(int replayWindow) {
        return new SecuritySettings(replayWindow, 0, Set.of());
    }
}
