package voip.testkit.suite;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.testkit.suite.Specimen.OfAead;
import voip.testkit.suite.Specimen.OfCounterMode;
import voip.testkit.suite.Specimen.OfErasedKeys;

/** The contracts are red for suites that derive keys wrongly, encrypt header extensions wrongly, or let keys be seen. */
class PlantedSuitesTest {
    /** A derivation that is not right. */
    @FunctionalInterface
    private interface Derivation {
        void derive(SrtpCipherSuite good, MasterKey master, int label, long indexDivKdr, byte[] out)
                throws GeneralSecurityException;
    }

    private static void assertNoticed(Derivation wrong, String... tests) {
        SrtpCipherSuite bad = new Flawed.Suite(new SampleCounterMode()) {
            @Override
            public void derive(MasterKey master, int label, long indexDivKdr, byte[] out)
                    throws GeneralSecurityException {
                wrong.derive(good, master, label, indexDivKdr, out);
            }
        };
        Specimen.assertRed(OfCounterMode.class, bad, tests);
    }

    @Test
    void noticesThatTheLabelIsIgnored() {
        assertNoticed(
                (good, master, label, index, out) -> good.derive(master, 0, index, out),
                "derivesAnotherKeyForEachLabel",
                "addsLabelAndIndexToTheSalt");
    }

    @Test
    void noticesThatTheIndexIsIgnored() {
        assertNoticed(
                (good, master, label, index, out) -> good.derive(master, label, 0, out),
                "derivesAnotherKeyForEachBitOfTheIndex");
    }

    /** RFC 3711 §4.3.2 takes 32 bits for SRTCP; nobody else does. */
    @Test
    void noticesThatTheIndexIsCutTo32Bits() {
        assertNoticed(
                (good, master, label, index, out) -> good.derive(master, label, index & 0xFFFF_FFFFL, out),
                "derivesAnotherKeyForEachBitOfTheIndex");
    }

    @Test
    void noticesThatTheIndexStandsElsewhere() {
        assertNoticed(
                (good, master, label, index, out) -> good.derive(master, label, Long.reverseBytes(index) >>> 16, out),
                "addsLabelAndIndexToTheSalt");
    }

    @Test
    void noticesThatTheSaltIsIgnored() {
        assertNoticed(
                (good, master, label, index, out) ->
                        good.derive(new MasterKey(master.key(), new byte[14]), label, index, out),
                "derivesFromEachByteOfKeyAndSalt");
    }

    /** As a suite does that thinks of the 12 bytes of its lines in SDES. */
    @Test
    void noticesThatTheSaltIsCutShort() {
        assertNoticed(
                (good, master, label, index, out) -> good.derive(
                        new MasterKey(master.key(), Arrays.copyOf(Arrays.copyOf(master.salt(), 12), 14)),
                        label,
                        index,
                        out),
                "derivesFromEachByteOfKeyAndSalt");
    }

    @Test
    void noticesThatLongKeysAreNotFilled() {
        assertNoticed(
                (good, master, label, index, out) -> {
                    byte[] part = new byte[Math.min(32, out.length)];
                    good.derive(master, label, index, part);
                    System.arraycopy(part, 0, out, 0, part.length);
                },
                "derivesWhateverWasInTheArray");
    }

    @Test
    void noticesThatTheMasterKeyIsWipedAlready() {
        assertNoticed(
                (good, master, label, index, out) -> {
                    good.derive(master, label, index, out);
                    master.close();
                },
                "derivesWhateverWasInTheArray");
    }

    @Test
    void noticesThatADerivationIsRemembered() {
        byte[] last = new byte[200];
        assertNoticed(
                (good, master, label, index, out) -> {
                    if (label != 0 || last[0] == 0) {
                        good.derive(master, label, index, last);
                    }
                    System.arraycopy(last, 0, out, 0, out.length);
                },
                "derivesTheSameAgainWhateverCameBetween");
    }

    @Test
    void noticesThatThreadsDeriveIntoOneArray() {
        byte[] scratch = new byte[200];
        assertNoticed(
                (good, master, label, index, out) -> {
                    byte[] derived = new byte[out.length];
                    good.derive(master, label, index, derived);
                    System.arraycopy(derived, 0, scratch, 0, derived.length);
                    Thread.yield(); // so that the test need not be lucky
                    System.arraycopy(scratch, 0, out, 0, out.length);
                },
                "isSharedByThreads");
    }

    @Test
    void noticesThatHeaderExtensionsHaveOneKeyForAll() {
        SrtpCipherSuite bad = Flawed.headerExtensions(
                good -> (KeystreamCipher) new SampleCounterMode().open(new byte[16], new byte[20]));
        Specimen.assertRed(OfAead.class, bad, "hasAnotherKeystreamOfHeaderExtensionsForEachVectorAndEachKey");
    }

    @Test
    void noticesThatTheSessionKeyEncryptsHeaderExtensions() {
        SrtpCipherSuite bad = new Flawed.Suite(new SampleCounterMode()) {
            private byte[] last = new byte[16];

            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                last = sessionKey.clone();
                return super.open(sessionKey, sessionAuthKey);
            }

            @Override
            public @Nullable KeystreamCipher openHeaderExtensions(byte[] headerKey) throws GeneralSecurityException {
                return good.openHeaderExtensions(last);
            }
        };
        Specimen.assertRed(
                OfCounterMode.class,
                bad,
                "hasAnotherKeystreamOfHeaderExtensionsForEachVectorAndEachKey",
                "encryptsHeaderExtensionsAsItDoesPackets");
    }

    @Test
    void noticesThatHeaderExtensionsAreEncryptedOnceOnly() {
        SrtpCipherSuite bad = new Flawed.Suite(new SampleAead()) {
            private boolean asked;

            @Override
            public @Nullable KeystreamCipher openHeaderExtensions(byte[] headerKey) throws GeneralSecurityException {
                boolean again = asked;
                asked = true;
                return again ? null : good.openHeaderExtensions(headerKey);
            }
        };
        Specimen.assertRed(OfAead.class, bad, "encryptsHeaderExtensionsAtEveryCallOrAtNone");
    }

    @Test
    void noticesThatACipherTellsItsKey() {
        SrtpCipherSuite bad = new Flawed.Suite(new SampleCounterMode()) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                String text = "cipher under " + HexFormat.of().withUpperCase().formatHex(sessionKey);
                return new Flawed.CounterMode((CounterModeCipher) good.open(sessionKey, sessionAuthKey)) {
                    @Override
                    public String toString() {
                        return text;
                    }
                };
            }
        };
        Specimen.assertRed(OfCounterMode.class, bad, "showsNoKeyInItsTexts");
    }

    @Test
    void noticesThatARefusalTellsTheKey() {
        SrtpCipherSuite bad = new Flawed.Suite(new SampleCounterMode()) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                if (sessionKey.length != 16) {
                    throw new GeneralSecurityException("no key of AES: " + Arrays.toString(sessionKey));
                }
                return good.open(sessionKey, sessionAuthKey);
            }
        };
        Specimen.assertRed(OfCounterMode.class, bad, "refusesSessionKeysOfAnotherLengthThanAnyCipherHas");
    }

    @Test
    void noticesThatAKeyIsLeftInTheHeap() {
        List<byte[]> left = new ArrayList<>();
        SrtpCipherSuite bad = new Flawed.Suite(new SampleCounterMode()) {
            @Override
            public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
                left.add(sessionAuthKey.clone());
                return good.open(sessionKey, sessionAuthKey);
            }
        };
        Specimen.assertRed(OfErasedKeys.class, bad, "noKeyIsInTheHeapOnceAllIsClosed");
    }
}
