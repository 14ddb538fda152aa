package voip.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.ref.Reference;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapSearchTest {
    private final byte[] key = new byte[16];
    private final HeapSearch search = new HeapSearch();

    @Test
    void findsASecretInEveryFormAndNoneThatIsGone() throws Exception {
        new SecureRandom().nextBytes(key);
        search.secret("key", key);
        List<Object> kept = new ArrayList<>();
        kept.add("inline:" + Base64.getEncoder().encodeToString(Arrays.copyOf(key, 30)) + "|2^20");
        kept.add("key " + HexFormat.of().formatHex(key));
        kept.add(HexFormat.of().withUpperCase().formatHex(key));
        assertEquals(List.of("key", "key in HEX", "key in base64", "key in hex"), search.found());
        Reference.reachabilityFence(kept);
        Arrays.fill(key, (byte) 0);
        kept.clear();
        assertEquals(List.of(), search.found());
    }

    @Test
    void looksForNothingThatNoiseMayBe() {
        assertThrows(IllegalArgumentException.class, () -> search.secret("key", new byte[7]));
    }
}
