package voip.stun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpaqueStringTest {
    private static String enforced(String text) {
        return new String(OpaqueString.toBytes("password", text), UTF_8);
    }

    /** RFC 8265 §4.3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "Correct Horse Battery Staple",
                "\u03C0\u00DF\u00E5",
                "Jack of \u2666s"
            })
    void rfc8265ExamplesStayAsTheyAre(String text) {
        assertEquals(text, enforced(text));
    }

    @Test
    void rfc8265Example16SpacesOfOtherScriptsBecomeSpaces() {
        assertEquals("foo bar", enforced("foo\u1680bar"));
        assertEquals("foo bar", enforced("foo\u00A0bar"));
    }

    @Test
    void decomposedCharactersAreComposedAndCompatibilityFormsKept() {
        assertEquals("\u00E5", enforced("a\u030A"));
        assertEquals("\u2168\u00AA", enforced("\u2168\u00AA"));
        assertEquals("\uD83D\uDE00", enforced("\uD83D\uDE00"));
    }

    @ParameterizedTest
    @CsvSource({"0000", "0009", "000A", "007F", "0085", "00AD", "200B", "2028", "E000", "D800", "DC00", "0378"})
    void charactersThatAreNotAllowedAreRefusedAndNotTold(String hex) {
        String text = "hush" + (char) Integer.parseInt(hex, 16) + "hush";
        String message = assertThrows(IllegalArgumentException.class, () -> enforced(text))
                .getMessage();
        assertFalse(message.contains("hush"), message);
    }

    @Test
    void emptyOnesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> enforced(""));
        assertThrows(IllegalArgumentException.class, () -> StunCredentials.longTerm("", "x".toCharArray()));
        assertThrows(IllegalArgumentException.class, () -> StunCredentials.shortTerm("alice", new char[0]));
    }

    @Test
    void usernamesOf508BytesAreTheLongest() {
        StunCredentials.longTerm("x".repeat(508), "y".toCharArray());
        assertThrows(
                IllegalArgumentException.class, () -> StunCredentials.longTerm("x".repeat(509), "y".toCharArray()));
    }

    @Test
    void theCallersPasswordIsLeftAlone() {
        char[] password = "foo\u1680bar".toCharArray();
        StunCredentials.longTerm("alice", password).close();
        assertArrayEquals("foo\u1680bar".toCharArray(), password);
    }
}
