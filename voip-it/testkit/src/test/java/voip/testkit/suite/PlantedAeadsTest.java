package voip.testkit.suite;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.ConstantTime;
import voip.testkit.suite.Specimen.OfAead;

/** The contract of authenticated encryption is red for ciphers that are broken in one thing, and green for one that is not. */
class PlantedAeadsTest {
    private static final int TAG = SampleAead.TAG;

    private static void assertNoticed(Flawed.Flaw<AeadCipher> flaw, String... tests) {
        Specimen.assertRed(OfAead.class, Flawed.aead(flaw), tests);
    }

    /** A cipher that gives both its directions another vector and other associated data than it was given. */
    private abstract static class Misled extends Flawed.Aead {
        Misled(AeadCipher good) {
            super(good);
        }

        byte[] vector(byte[] iv) {
            return iv;
        }

        byte[] associated(byte[] aad, int offset, int length) {
            return Arrays.copyOfRange(aad, offset, offset + length);
        }

        @Override
        public void seal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
                throws GeneralSecurityException {
            byte[] other = associated(aad, aadOffset, aadLength);
            good.seal(vector(iv), other, 0, other.length, data, offset, length);
        }

        @Override
        public boolean unseal(byte[] iv, byte[] aad, int aadOffset, int aadLength, byte[] data, int offset, int length)
                throws GeneralSecurityException {
            byte[] other = associated(aad, aadOffset, aadLength);
            return good.unseal(vector(iv), other, 0, other.length, data, offset, length);
        }
    }

    @Test
    void isGreenForASuiteThatIsRight() {
        int withoutPublishedAnswers = 1;
        Specimen.assertGreen(OfAead.class, new SampleAead(), withoutPublishedAnswers);
    }

    @Test
    void noticesThatTheVectorIsIgnored() {
        assertNoticed(
                good -> new Misled(good) {
                    @Override
                    byte[] vector(byte[] iv) {
                        return new byte[iv.length];
                    }
                },
                "passesTheCheckThatAStackMakes",
                "refusesEveryFlippedBit",
                "sealsOtherwiseForEachVectorAndEachKey",
                "repeatsNoBlockOfKeystreamInThePacketsThatFollow");
    }

    @Test
    void noticesThatAPartOfTheVectorIsIgnored() {
        assertNoticed(
                good -> new Misled(good) {
                    @Override
                    byte[] vector(byte[] iv) {
                        byte[] part = iv.clone();
                        part[0] = 0;
                        return part;
                    }
                },
                "refusesEveryFlippedBit",
                "sealsOtherwiseForEachVectorAndEachKey");
    }

    @Test
    void noticesThatTheHeaderIsNotAuthenticated() {
        assertNoticed(
                good -> new Misled(good) {
                    @Override
                    byte[] associated(byte[] aad, int offset, int length) {
                        return new byte[0];
                    }
                },
                "passesTheCheckThatAStackMakes",
                "refusesEveryFlippedBit",
                "takesAssociatedDataFromElsewhereOrNone");
    }

    @Test
    void noticesThatALongHeaderIsNotAuthenticatedWhole() {
        assertNoticed(
                good -> new Misled(good) {
                    @Override
                    byte[] associated(byte[] aad, int offset, int length) {
                        return Arrays.copyOfRange(aad, offset, offset + Math.min(length, 72));
                    }
                },
                "takesAssociatedDataFromElsewhereOrNone");
    }

    @Test
    void noticesThatTheHeaderIsTakenFromTheWrongPlace() {
        assertNoticed(
                good -> new Misled(good) {
                    @Override
                    byte[] associated(byte[] aad, int offset, int length) {
                        return Arrays.copyOf(aad, length);
                    }
                },
                "takesAssociatedDataFromElsewhereOrNone",
                "refusesEveryFlippedBit");
    }

    @Test
    void noticesThatTheTagIsComparedShort() {
        assertNoticed(
                good -> new Flawed.Aead(good) {
                    @Override
                    public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int off, int len)
                            throws GeneralSecurityException {
                        byte[] plain = ((SampleAead.Opened) good).unverified(iv, data, off, len - TAG);
                        byte[] sealed = Arrays.copyOf(plain, len);
                        good.seal(iv, aad, aadOff, aadLen, sealed, 0, len - TAG);
                        System.arraycopy(plain, 0, data, off, plain.length);
                        return ConstantTime.equal(sealed, len - TAG, data, off + len - TAG, 4);
                    }
                },
                "refusesEveryFlippedBit");
    }

    @Test
    void noticesThatWhatIsShorterThanATagIsAccepted() {
        assertNoticed(
                good -> new Flawed.Aead(good) {
                    @Override
                    public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int off, int len)
                            throws GeneralSecurityException {
                        return len < TAG || good.unseal(iv, aad, aadOff, aadLen, data, off, len);
                    }
                },
                "refusesWhatIsShorterThanATag",
                "refusesEveryOtherLength");
    }

    @Test
    void noticesThatForgedPacketsAreAnException() {
        assertNoticed(
                good -> new Flawed.Aead(good) {
                    @Override
                    public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int off, int len)
                            throws GeneralSecurityException {
                        if (!good.unseal(iv, aad, aadOff, aadLen, data, off, len)) {
                            throw new GeneralSecurityException("the tag is wrong");
                        }
                        return true;
                    }
                },
                "refusesEveryFlippedBit",
                "refusesWhatIsShorterThanATag");
    }

    @Test
    void noticesThatAForgedPacketIsTheLastOne() {
        assertNoticed(
                good -> new Flawed.Aead(good) {
                    private boolean failed;

                    @Override
                    public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int off, int len)
                            throws GeneralSecurityException {
                        failed |= !good.unseal(iv, aad, aadOff, aadLen, data, off, len);
                        return !failed;
                    }
                },
                "refusesEveryFlippedBit",
                "refusesEveryOtherLength");
    }

    /** As the JDK's own cipher does unless it is told otherwise. */
    @Test
    void noticesThatAVectorIsRefusedThatComesAgain() {
        assertNoticed(
                good -> new Flawed.Aead(good) {
                    private byte[] last = new byte[0];

                    @Override
                    public void seal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int off, int len)
                            throws GeneralSecurityException {
                        if (Arrays.equals(last, iv)) {
                            throw new GeneralSecurityException("the vector was used before");
                        }
                        last = iv.clone();
                        good.seal(iv, aad, aadOff, aadLen, data, off, len);
                    }
                },
                "sealsARepeatedVectorTheSameWay");
    }

    @Test
    void noticesThatMoreIsWrittenThanATag() {
        assertNoticed(
                good -> new Flawed.Aead(good) {
                    @Override
                    public void seal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int off, int len)
                            throws GeneralSecurityException {
                        good.seal(iv, aad, aadOff, aadLen, data, off, len);
                        if (off + len + TAG < data.length) {
                            data[off + len + TAG] = 0;
                        }
                    }
                },
                "sealsEveryLengthInItsRangeOnly");
    }

    @Test
    void noticesThatTheHeaderIsNotLeftAsItIs() {
        assertNoticed(
                good -> new Flawed.Aead(good) {
                    @Override
                    public void seal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int off, int len)
                            throws GeneralSecurityException {
                        good.seal(iv, aad, aadOff, aadLen, data, off, len);
                        Arrays.fill(aad, aadOff, aadOff + aadLen, (byte) 0);
                    }
                },
                "sealsEveryLengthInItsRangeOnly",
                "takesAssociatedDataFromElsewhereOrNone");
    }

    @Test
    void noticesThatCiphersShareAState() {
        byte[] shared = new byte[1];
        assertNoticed(
                good -> new Misled(good) {
                    {
                        shared[0]++;
                    }

                    @Override
                    byte[] vector(byte[] iv) {
                        byte[] other = iv.clone();
                        other[5] ^= shared[0];
                        return other;
                    }
                },
                "passesTheCheckThatAStackMakes",
                "ciphersDoNotDisturbEachOther",
                "manyCiphersWorkAtTheSameTime");
    }

    @Test
    void noticesThatAClosedCipherGoesOn() {
        assertNoticed(
                good -> new Flawed.Aead(good) {
                    @Override
                    public void close() {}
                },
                "sealsAndUnsealsNothingAfterItIsClosed",
                "servesOneThreadAfterAnother");
    }

    @Test
    void noticesThatAClosedCipherRefusesNothingShort() {
        assertNoticed(
                good -> new Flawed.Aead(good) {
                    @Override
                    public boolean unseal(byte[] iv, byte[] aad, int aadOff, int aadLen, byte[] data, int off, int len)
                            throws GeneralSecurityException {
                        return len >= TAG && good.unseal(iv, aad, aadOff, aadLen, data, off, len);
                    }
                },
                "sealsAndUnsealsNothingAfterItIsClosed");
    }
}
