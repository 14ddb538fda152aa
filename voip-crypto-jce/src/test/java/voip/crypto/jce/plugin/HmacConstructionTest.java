package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class HmacConstructionTest {
    @Test
    void isOfKeptStatesUnlessTheMacIsAskedFor() throws Exception {
        assertEquals(HmacConstruction.STATES, HmacConstruction.chosen());
        assertEquals(HmacConstruction.STATES, HmacConstruction.of(null));
        assertEquals(HmacConstruction.STATES, HmacConstruction.of("states"));
        assertEquals(HmacConstruction.MAC, HmacConstruction.of("mac"));
        try (PacketHmac hmac = HmacConstruction.MAC.open(new byte[20])) {
            assertInstanceOf(Hmac.class, hmac);
        }
    }

    @Test
    void anyOtherWordIsRefused() {
        for (String value : new String[] {"", "MAC", "clone"}) {
            assertEquals(
                    "-Dvoip.crypto.jce.hmac=" + value + " is neither states, the default, nor mac",
                    assertThrows(GeneralSecurityException.class, () -> HmacConstruction.of(value))
                            .getMessage());
        }
    }
}
