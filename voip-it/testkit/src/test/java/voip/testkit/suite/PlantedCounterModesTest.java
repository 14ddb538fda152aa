package voip.testkit.suite;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.testkit.suite.Specimen.OfCounterMode;

/** The contract of counter mode is red for ciphers that are broken in one thing, and green for one that is not. */
class PlantedCounterModesTest {
    private static void assertNoticed(Flawed.Flaw<CounterModeCipher> flaw, String... tests) {
        Specimen.assertRed(OfCounterMode.class, Flawed.counterMode(flaw), tests);
    }

    @Test
    void isGreenForASuiteThatIsRight() {
        int withoutPublishedAnswers = 1;
        Specimen.assertGreen(OfCounterMode.class, new SampleCounterMode(), withoutPublishedAnswers);
    }

    @Test
    void noticesThatTheVectorIsIgnored() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        good.apply(new byte[16], data, offset, length);
                    }
                },
                "passesTheCheckThatAStackMakes",
                "hasAnotherKeystreamForEachVectorAndEachKey",
                "repeatsNoBlockOfKeystreamInThePacketsThatFollow",
                "hasAnotherKeystreamOfHeaderExtensionsForEachVectorAndEachKey");
    }

    @Test
    void noticesThatAPartOfTheVectorIsIgnored() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        good.apply(Arrays.copyOf(Arrays.copyOfRange(iv, 2, 14), 16), data, offset, length);
                    }
                },
                "hasAnotherKeystreamForEachVectorAndEachKey");
    }

    @Test
    void noticesThatTheVectorIsNotLeftAsItIs() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        good.apply(iv, data, offset, length);
                        iv[15]++;
                    }
                },
                "encryptsEveryLengthInItsRangeOnly");
    }

    /** Stream ciphers' usual fault: what one packet left of the keystream, the next one takes. */
    @Test
    void noticesThatTheKeystreamGoesOnFromPacketToPacket() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    private int used;

                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        byte[] whole = new byte[used + length];
                        System.arraycopy(data, offset, whole, used, length);
                        good.apply(iv, whole, 0, whole.length);
                        System.arraycopy(whole, used, data, offset, length);
                        used = (used + length) % 48;
                    }
                },
                "passesTheCheckThatAStackMakes",
                "encryptsEveryLengthInItsRangeOnly",
                "protectsThousandsOfPacketsAndEachOfThemAgain");
    }

    /** Block one of a packet is block zero of the next. */
    @Test
    void noticesThatBlocksAreCountedWhereThePacketIndexStands() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        byte[] counter = iv.clone();
                        for (int at = 0; at < length; at += 16, counter[13]++) {
                            good.apply(counter, data, offset + at, Math.min(16, length - at));
                        }
                    }
                },
                "repeatsNoBlockOfKeystreamInThePacketsThatFollow");
    }

    @Test
    void noticesThatOnlyTheBeginningIsEncrypted() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        good.apply(iv, data, offset, Math.min(length, 1024));
                    }
                },
                "repeatsNoBlockOfKeystreamInThePacketsThatFollow");
    }

    @Test
    void noticesThatAnIncompleteBlockIsHeldBack() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        good.apply(iv, data, offset, length / 16 * 16);
                    }
                },
                "encryptsEveryLengthInItsRangeOnly",
                "needsNoRoomBehindTheRange");
    }

    @Test
    void noticesThatBytesBehindTheRangeAreChanged() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        good.apply(iv, data, offset, Math.min((length + 15) / 16 * 16, data.length - offset));
                    }
                },
                "encryptsEveryLengthInItsRangeOnly",
                "encryptsHeaderExtensionsInTheirRangeOnly");
    }

    @Test
    void noticesThatAWholeBlockOfRoomIsNeeded() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        if (data.length - offset < (length + 15) / 16 * 16) {
                            throw new GeneralSecurityException("the array is too short");
                        }
                        good.apply(iv, data, offset, length);
                    }
                },
                "needsNoRoomBehindTheRange");
    }

    @Test
    void noticesThatTheRolloverCounterIsNotAuthenticated() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out)
                            throws GeneralSecurityException {
                        good.mac(data, offset, length, new byte[0], out);
                    }
                },
                "passesTheCheckThatAStackMakes",
                "noticesEveryFlippedBit",
                "authenticatesDataAndTrailerAsOne",
                "authenticatesAsTheJdksHmacDoes");
    }

    @Test
    void noticesThatAPartOfThePacketIsNotAuthenticated() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out)
                            throws GeneralSecurityException {
                        good.mac(data, offset, Math.min(length, 1024), trailer, out);
                    }
                },
                "authenticatesEveryLengthOfItsRangeOnly");
    }

    @Test
    void noticesThatTheCodeIsCutShort() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out)
                            throws GeneralSecurityException {
                        byte[] whole = new byte[20];
                        good.mac(data, offset, length, trailer, whole);
                        System.arraycopy(whole, 0, out, 0, 4);
                    }
                },
                "rfc2202TestCase3",
                "authenticatesAsTheJdksHmacDoes");
    }

    @Test
    void noticesThatACodeDependsOnThePacketBefore() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    private byte[] last = new byte[0];

                    @Override
                    public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out)
                            throws GeneralSecurityException {
                        byte[] both = Arrays.copyOf(last, last.length + trailer.length);
                        System.arraycopy(trailer, 0, both, last.length, trailer.length);
                        good.mac(data, offset, length, both, out);
                        last = new byte[] {out[0]};
                    }
                },
                "protectsThousandsOfPacketsAndEachOfThemAgain",
                "authenticatesDataAndTrailerAsOne");
    }

    @Test
    void noticesThatOneCipherServesAll() {
        AtomicReference<@Nullable CounterModeCipher> current = new AtomicReference<>();
        SrtpCipherSuite shared = Flawed.counterMode(good -> {
            current.set(good);
            return new Flawed.CounterMode(good) {
                @Override
                public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                    CounterModeCipher last = current.get();
                    (last == null ? good : last).apply(iv, data, offset, length);
                }
            };
        });
        Specimen.assertRed(
                OfCounterMode.class,
                shared,
                "passesTheCheckThatAStackMakes",
                "ciphersDoNotDisturbEachOther",
                "manyCiphersWorkAtTheSameTime");
    }

    @Test
    void noticesThatTheSessionKeyAuthenticatesToo() {
        SrtpCipherSuite mixed = new Flawed.Suite(new SampleCounterMode()) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                byte[] both = sessionAuthKey.clone();
                for (int i = 0; i < sessionKey.length; i++) {
                    both[i] ^= sessionKey[i];
                }
                return good.open(sessionKey, both);
            }
        };
        Specimen.assertRed(OfCounterMode.class, mixed, "eachKeyServesItsPurposeOnly", "authenticatesAsTheJdksHmacDoes");
    }

    @Test
    void noticesThatAPartOfTheKeyIsIgnored() {
        SrtpCipherSuite weak = new Flawed.Suite(new SampleCounterMode()) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                return good.open(Arrays.copyOf(Arrays.copyOf(sessionKey, 15), sessionKey.length), sessionAuthKey);
            }
        };
        Specimen.assertRed(OfCounterMode.class, weak, "hasAnotherKeystreamForEachVectorAndEachKey");
    }

    /** It works until the caller wipes its array, which is at once. */
    @Test
    void noticesThatTheCallersArrayIsKept() {
        SrtpCipherSuite keeping = new Flawed.Suite(new SampleCounterMode()) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                SrtpCipherSuite whole = good;
                return new Flawed.CounterMode((CounterModeCipher) whole.open(sessionKey, sessionAuthKey)) {
                    @Override
                    public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out)
                            throws GeneralSecurityException {
                        ((CounterModeCipher) whole.open(sessionKey, sessionAuthKey))
                                .mac(data, offset, length, trailer, out);
                    }
                };
            }
        };
        Specimen.assertRed(OfCounterMode.class, keeping, "keepsItsKeysWhenTheCallerWipesTheArrays");
    }

    @Test
    void noticesThatAClosedCipherGoesOn() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void close() {}
                },
                "protectsNothingAfterItIsClosed",
                "servesOneThreadAfterAnother",
                "aClosedCipherOfHeaderExtensionsEncryptsNothing");
    }

    @Test
    void noticesThatAClosedCipherChangesThePacketBeforeItRefuses() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    @Override
                    public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                        if (length > 0) {
                            data[offset] ^= 1;
                        }
                        good.apply(iv, data, offset, length);
                    }
                },
                "protectsNothingAfterItIsClosed");
    }

    @Test
    void noticesThatClosingTwiceFails() {
        assertNoticed(
                good -> new Flawed.CounterMode(good) {
                    private boolean closed;

                    @Override
                    public void close() {
                        if (closed) {
                            throw new IllegalStateException("the cipher is closed");
                        }
                        closed = true;
                        good.close();
                    }
                },
                "protectsNothingAfterItIsClosed");
    }
}
