package voip.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesEveryKindOfValue() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "a");
        object.put("whole", 250L);
        object.put("part", 0.25);
        object.put("yes", true);
        object.put("nothing", null);
        object.put("list", Arrays.asList(1, null, List.of()));
        object.put("object", Map.of());
        assertEquals(
                "{\"text\":\"a\",\"whole\":250,\"part\":0.25,\"yes\":true,\"nothing\":null,\"list\":[1,null,[]],\"object\":{}}",
                Json.write(object));
    }

    @Test
    void escapesWhatCannotStandInAString() {
        assertEquals("\"\\\"\\\\\\u000a\\u0000\\u007f\"", Json.write("\"\\\n\0\u007f"));
        assertEquals("{\"\\\"\":1}", Json.write(Map.of("\"", 1)));
    }

    @Test
    void writesAsciiOnly() {
        assertEquals("\"\\u00fc\\u2028\\ud83d\\ude00\\ud800\"", Json.write("ü\u2028\uD83D\uDE00\uD800"));
    }

    @Test
    void writesNullForNumbersThatJsonDoesNotHave() {
        assertEquals("[null,null]", Json.write(List.of(Double.NaN, Double.POSITIVE_INFINITY)));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
    }
}
