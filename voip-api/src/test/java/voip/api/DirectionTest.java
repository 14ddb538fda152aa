package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectionTest {
    @ParameterizedTest
    @CsvSource({
        "SENDRECV, true, true, SENDRECV, sendrecv",
        "SENDONLY, true, false, RECVONLY, sendonly",
        "RECVONLY, false, true, SENDONLY, recvonly",
        "INACTIVE, false, false, INACTIVE, inactive"
    })
    void meansWhatRfc3264Says(Direction it, boolean sends, boolean receives, Direction mirrored, String attribute) {
        assertEquals(sends, it.sends());
        assertEquals(receives, it.receives());
        assertEquals(mirrored, it.mirrored());
        assertEquals(it, it.mirrored().mirrored());
        assertEquals(attribute, it.attribute());
    }
}
