package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import voip.api.OfferRefusedException;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SuiteSpec;

/** What is printed parses to the same, and whatever is done to a line gives another or a reason without keys. */
class CryptoAttributeProperties {
    private static final SuiteSpec SPEC = Fixtures.SUITE_80.spec();
    private static final SrtpPolicy ALL_ALLOWED = SrtpPolicy.standard().allowing(EnumSet.allOf(SessionParameter.class));
    private static final int PIECE = 8; // of key text, in characters, that no reason may have
    private static final String CHARACTERS = "0123456789=|:;^2+/-_ \tinlKDRWSHUFECAZ\r\n\0\u00fc";

    private final KeyNegotiation negotiation =
            Sdes.negotiation(List.of(Fixtures.SUITE_80), Fixtures.MODULE.random(), ALL_ALLOWED);

    @Property(tries = 200)
    void whatIsPrintedParsesToTheSame(
            @ForAll @IntRange(max = 999_999_999) int tag,
            @ForAll @IntRange(min = 1, max = 16) int most,
            @ForAll @IntRange(min = 0, max = 128) int mkiLength,
            @ForAll @IntRange(min = 0, max = 24) int rate,
            @ForAll long seed) {
        Random random = new Random(seed);
        int count = mkiLength > 64 ? Math.min(most, 10) : most; // all else has more characters than a line can
        MasterKeys keys = keys(random, count, mkiLength);
        SrtpParameters parameters = SrtpParameters.standard().withKeyDerivationRate(rate == 0 ? 0 : 1L << rate);
        for (SessionParameter parameter : SessionParameter.values()) {
            parameters = random.nextBoolean() ? parameters.with(parameter) : parameters;
        }
        CryptoAttribute made = CryptoAttribute.of(tag, SPEC.name(), keys, parameters);
        String printed = made.toSdp();
        CryptoAttribute parsed = CryptoAttribute.parse(printed);
        assertEquals(printed, parsed.toSdp());
        assertEquals(tag, parsed.tag());
        assertTrue(made.isSame(parsed));
        assertEquals(parameters, parsed.parameters());
        MasterKeys read = parsed.masterKeys(SPEC);
        assertEquals(keys.mkiLength(), read.mkiLength());
        assertTrue(made.isSame(CryptoAttribute.of(1, SPEC.name(), read, parsed.parameters())));
    }

    private static MasterKeys keys(Random random, int count, int mkiLength) {
        if (mkiLength == 0) {
            return MasterKeys.of(key(random), lifetime(random));
        }
        MasterKeys keys = MasterKeys.of(mki(random, mkiLength, 1), key(random), lifetime(random));
        for (int i = 2; i <= count; i++) {
            keys = keys.and(mki(random, mkiLength, i), key(random), lifetime(random));
        }
        return keys;
    }

    private static MasterKey key(Random random) {
        MasterKey key = new MasterKey(new byte[16], new byte[14]);
        random.nextBytes(key.key());
        random.nextBytes(key.salt());
        return key;
    }

    private static long lifetime(Random random) {
        return random.nextBoolean() ? 1L << random.nextInt(49) : 1 + random.nextLong(1L << 48);
    }

    private static byte[] mki(Random random, int length, int last) {
        byte[] mki = new byte[length];
        random.nextBytes(mki);
        mki[length - 1] = (byte) last;
        return mki;
    }

    @Property(tries = 2_000)
    void aDamagedLineParsesOrGivesAReasonWithoutKeys(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int damages) {
        Random random = new Random(seed);
        List<String> keys = List.of(text(random), text(random), text(random));
        String line = "17 AES_CM_128_HMAC_SHA1_80 inline:" + keys.get(0) + "|2^31|1:4;inline:" + keys.get(1)
                + "|1000|2:4 KDR=10 UNENCRYPTED_SRTCP FEC_KEY=inline:" + keys.get(2) + " WSH=128 -x=y";
        for (int i = 0; i < damages; i++) {
            line = damaged(line, random);
        }
        assertHides(keys, line);
    }

    private static String text(Random random) {
        byte[] key = new byte[30];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** With a character deleted, inserted, or replaced, or a word moved. */
    private static String damaged(String line, Random random) {
        if (line.isEmpty()) {
            return line;
        }
        int at = random.nextInt(line.length());
        char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        String before = line.substring(0, at);
        return switch (random.nextInt(4)) {
            case 0 -> before + line.substring(at + 1);
            case 1 -> before + other + line.substring(at);
            case 2 -> before + other + line.substring(at + 1);
            default -> line.substring(at) + " " + before;
        };
    }

    /** Whatever says something of the line: it parses or not, is used or not, is offered or declared. */
    private void assertHides(List<String> keys, String line) {
        try (CryptoAttribute attribute = CryptoAttribute.parse(line)) {
            assertHides(keys, attribute.toString(), line);
            assertHides(keys, attribute.problem(SPEC, SrtpPolicy.standard()).orElse(""), line);
            String printed = attribute.toSdp();
            assertEquals(printed, CryptoAttribute.parse(printed).toSdp());
        } catch (IllegalArgumentException e) {
            assertHides(keys, e.toString(), line);
        }
        try {
            negotiation.answer(List.of(line), null, false).protection().close();
        } catch (OfferRefusedException e) {
            assertHides(keys, e.toString(), line);
        }
        try {
            Sdes.sender(line, List.of(Fixtures.SUITE_80), ALL_ALLOWED).close();
        } catch (IllegalArgumentException e) {
            assertHides(keys, e + " " + e.getCause(), line);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertHides(List<String> keys, String text, String line) {
        for (String key : keys) {
            for (int i = 0; i + PIECE <= key.length(); i++) {
                assertFalse(text.contains(key.substring(i, i + PIECE)), () -> text + "\nof " + line);
            }
        }
    }
}
