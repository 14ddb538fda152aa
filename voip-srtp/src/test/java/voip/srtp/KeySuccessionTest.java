package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import voip.api.OfferRefusedException;
import voip.api.Verdict;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.KeyNegotiation.Agreed;
import voip.api.srtp.PacketProtection;
import voip.api.srtp.SrtpCipherSuite;

/** Offers and answers of a call that goes on (RFC 4568 §7.1.4), with the packets of both sides across them. */
class KeySuccessionTest {
    private final KeyNegotiation alice = negotiation(Fixtures.SUITE_80, Fixtures.SUITE_32);
    private final KeyNegotiation bob = negotiation(Fixtures.SUITE_32, Fixtures.SUITE_80);

    private Agreed alices;
    private Agreed bobs;
    private int sequence = 0xFFF0;

    private static KeyNegotiation negotiation(SrtpCipherSuite... suites) {
        return Sdes.negotiation(List.of(suites), Fixtures.MODULE.random(), SrtpPolicy.standard());
    }

    @BeforeEach
    void agreeAndRollOver() {
        try (KeyNegotiation.Offer offer = alice.offer(null)) {
            bobs = bob.answer(offer.crypto(), null, false);
            alices = offer.complete(List.of(bobs.ours()), null);
        }
        for (int i = 0; i < 32; i++) { // on to roll-over counter 1, which a new context would not know
            assertExchanges(alices, bobs);
        }
    }

    @AfterEach
    void close() {
        alices.protection().close();
        bobs.protection().close();
    }

    @Test
    void aRepeatedOfferChangesNothing() {
        try (KeyNegotiation.Offer offer = alice.offer(alices)) {
            assertEquals(2, offer.crypto().size());
            assertTrue(offer.crypto().get(0).startsWith("1 AES_CM_128_HMAC_SHA1_80 inline:"));
            assertNotEquals(keyOf(alices.ours()), keyOf(offer.crypto().get(0)), "another suite, another key");
            assertEquals(alices.ours(), offer.crypto().get(1));
            Agreed answer = bob.answer(offer.crypto(), bobs, false);
            assertSame(bobs.protection(), answer.protection());
            assertEquals(bobs.ours(), answer.ours());
            Agreed completed = offer.complete(List.of(answer.ours()), alices);
            assertSame(alices.protection(), completed.protection());
        }
        assertExchanges(alices, bobs);
    }

    @Test
    void anUnchangedLineIsChosenWhateverItsTagAndOurPreference() {
        String preferred = "7 AES_CM_128_HMAC_SHA1_32 inline:" + "Z".repeat(40);
        String same = "8 AES_CM_128_HMAC_SHA1_80 inline:" + keyOf(alices.ours());
        Agreed first = bob.answer(List.of(same), null, false);
        Agreed again = bob.answer(List.of(preferred, "9" + same.substring(1)), first, false);
        assertSame(first.protection(), again.protection());
        assertEquals("9" + first.ours().substring(1), again.ours());
        first.protection().close();
    }

    @Test
    void aNewKeyOfTheOfferersIsAnsweredWithANewKey() {
        try (KeyNegotiation.Offer offer = alice.offer(null)) {
            Agreed answer = bob.answer(offer.crypto(), bobs, false);
            Agreed completed = offer.complete(List.of(answer.ours()), alices);
            assertNotEquals(keyOf(bobs.ours()), keyOf(answer.ours()));
            assertExchanges(alices, bobs);
            replaceWith(completed, answer);
        }
        sequence = 1;
        assertExchanges(alices, bobs);
    }

    @Test
    void ofAnAnswererThatMovedThePeersDirectionGoesOn() {
        ByteBuffer replayed = protectedBy(alices);
        byte[] copy = Fixtures.bytes(replayed);
        assertEquals(Verdict.ACCEPTED, bobs.protection().unprotect(replayed));
        try (KeyNegotiation.Offer offer = alice.offer(alices)) {
            Agreed answer = bob.answer(offer.crypto(), bobs, true);
            assertEquals(bobs.theirs(), answer.theirs(), "the same line of the peer's");
            assertTrue(answer.ours().startsWith("2 AES_CM_128_HMAC_SHA1_32 "));
            assertNotEquals(keyOf(bobs.ours()), keyOf(answer.ours()));
            assertEquals(Verdict.REPLAYED, answer.protection().unprotect(Fixtures.buffer(copy)));
            replaceWith(offer.complete(List.of(answer.ours()), alices), answer);
        }
        assertCarries(alices, bobs); // at roll-over counter 1
        sequence = 1;
        assertCarries(bobs, alices); // of a new key, at 0
    }

    @Test
    void ofAnAnswererWithANewKeyOnlyThatDirectionBeginsAnew() {
        ByteBuffer inFlight = protectedBy(bobs);
        ByteBuffer early;
        try (KeyNegotiation.Offer offer = alice.offer(alices)) {
            Agreed answer =
                    bob.answer(List.of(alices.ours()), null, false); // with a fresh key of bob's, as after a transfer
            Agreed completed = offer.complete(List.of("2" + answer.ours().substring(1)), alices);
            assertNotSame(alices.protection(), completed.protection());

            assertEquals(Verdict.ACCEPTED, alices.protection().unprotect(inFlight), "the old session still serves");
            early = protectedBy(answer);
            assertEquals(Verdict.ACCEPTED, completed.protection().unprotect(early));
            int before = sequence;
            assertEquals(Verdict.ACCEPTED, alices.protection().protect(packet(before)));
            assertEquals(Verdict.INDEX_REUSED, completed.protection().protect(packet(before)), "no index twice");
            sequence++;
            assertCarries(completed, bobs); // roll-over counter 1 goes on: bob's old context accepts it
            alices.protection().close();
            alices = completed;
        }
        sequence++;
        assertCarries(alices, bobs);
    }

    @Test
    void ofAnOffererWithANewKeyThePeersGoesOn() {
        KeyNegotiation.Offer offer = alice.offer(null);
        Agreed completed = offer.complete(List.of("2" + bobs.ours().substring(1)), alices);
        offer.close();
        ByteBuffer replayed = protectedBy(bobs);
        byte[] copy = Fixtures.bytes(replayed);
        assertEquals(Verdict.ACCEPTED, alices.protection().unprotect(replayed));
        assertEquals(Verdict.REPLAYED, completed.protection().unprotect(Fixtures.buffer(copy)));
        alices.protection().close();
        alices = completed;
        assertCarries(bobs, alices);
        assertEquals(Verdict.UNAUTHENTIC, bobs.protection().unprotect(protectedBy(alices)), "and ours is another");
    }

    @Test
    void controlIndexesGoOnToo() throws Exception {
        try (KeyNegotiation.Offer offer = alice.offer(alices);
                SrtpSession independent = Sdes.receiver(alices.ours(), List.of(Fixtures.SUITE_80, Fixtures.SUITE_32))) {
            Agreed fork = offer.complete(List.of("2 AES_CM_128_HMAC_SHA1_32 inline:" + "Z".repeat(40)), alices);
            for (Agreed sender : List.of(alices, fork, alices, fork)) {
                ByteBuffer control = Fixtures.buffer(Fixtures.rtcp(7));
                assertEquals(Verdict.ACCEPTED, sender.protection().protectControl(control));
                assertEquals(Verdict.ACCEPTED, independent.unprotectControl(control), "an index of its own");
            }
            fork.protection().close();
        }
    }

    @Test
    void forkedAnswersShareOurDirectionAndEachKeepsItsOwn() {
        alices.protection().close();
        bobs.protection().close();
        KeyNegotiation.Offer offer = alice.offer(null);
        bobs = bob.answer(offer.crypto(), null, false);
        Agreed carols = negotiation(Fixtures.SUITE_32).answer(offer.crypto(), null, false);
        Agreed toBob = offer.complete(List.of(bobs.ours()), null);
        ByteBuffer early = protectedBy(bobs);
        byte[] replayed = Fixtures.bytes(early);
        assertEquals(Verdict.ACCEPTED, toBob.protection().unprotect(early));
        assertEquals(Verdict.ACCEPTED, toBob.protection().protect(packet(sequence)));

        Agreed toCarol = offer.complete(List.of(carols.ours()), toBob);
        assertCarries(carols, toCarol);
        assertEquals(Verdict.INDEX_REUSED, toCarol.protection().protect(packet(sequence)));
        toBob.protection().close();

        Agreed toBobAgain = offer.complete(List.of(bobs.ours()), toCarol);
        toCarol.protection().close();
        offer.close();
        assertEquals(Verdict.REPLAYED, toBobAgain.protection().unprotect(Fixtures.buffer(replayed)));
        alices = toBobAgain;
        sequence++;
        assertExchanges(alices, bobs);
        carols.protection().close();
    }

    @Test
    void closingOneSessionLeavesWhatItSharesToTheOther() throws Exception {
        FakeSuite suite = new FakeSuite();
        KeyNegotiation negotiation = negotiation(suite);
        String answer = "1 FAKE inline:" + "B".repeat(40);
        KeyNegotiation.Offer offer = negotiation.offer(null);
        Agreed first = offer.complete(List.of(answer), null);
        Agreed second = offer.complete(List.of("1 FAKE inline:" + "C".repeat(40)), first);
        assertEquals(6, suite.opened, "two ciphers for each of three directions");
        first.protection().close();
        first.protection().close();
        assertEquals(0, suite.closed, "the offer may be answered so again");
        assertEquals(Verdict.CLOSED, first.protection().protect(packet(1)));
        assertEquals(Verdict.ACCEPTED, second.protection().protect(packet(1)));
        offer.close();
        assertEquals(0, suite.closed, "the peer that was left may come back");
        assertEquals(Verdict.ACCEPTED, second.protection().protect(packet(2)));
        second.protection().close();
        assertEquals(6, suite.closed);
    }

    @Test
    void anOfferKeepsItsKeyFromBeingBegunAnewWhenTheCallIsClosedMeanwhile() {
        try (KeyNegotiation.Offer offer = alice.offer(alices)) {
            int used = sequence;
            assertEquals(Verdict.ACCEPTED, alices.protection().protect(packet(used)));
            alices.protection().close();
            Agreed completed = offer.complete(List.of("2" + bobs.ours().substring(1)), alices);
            assertEquals(Verdict.INDEX_REUSED, completed.protection().protect(packet(used)));
            completed.protection().close();
        }
    }

    @Test
    void ofAClosedCallNothingGoesOn() {
        alices.protection().close();
        bobs.protection().close();
        try (KeyNegotiation.Offer offer = alice.offer(alices)) {
            assertFalse(offer.crypto().stream().anyMatch(line -> keyOf(line).equals(keyOf(alices.ours()))));
        }
        Agreed answer = bob.answer(List.of(alices.ours()), bobs, false);
        assertNotEquals(keyOf(bobs.ours()), keyOf(answer.ours()));
        answer.protection().close();
    }

    @Test
    void nothingGoesOnFromAProtectionThatWasNotMadeHere() {
        PacketProtection receiver = Fixtures.receiver();
        try (KeyNegotiation.Offer offer = alice.offer(new Agreed(alices.ours(), bobs.ours(), receiver))) {
            assertFalse(offer.crypto().stream().anyMatch(line -> keyOf(line).equals(keyOf(alices.ours()))));
        }
    }

    @Test
    void refusesOurKeyFromThePeer() {
        OfferRefusedException refused =
                assertThrows(OfferRefusedException.class, () -> bob.answer(List.of(bobs.ours()), bobs, false));
        assertTrue(
                refused.getMessage()
                        .contains("is refused: it sends our key back, and must have its own (RFC 4568 §7.1.2)"),
                refused.getMessage());
        try (KeyNegotiation.Offer offer = alice.offer(null)) {
            assertThrows(
                    OfferRefusedException.class,
                    () -> offer.complete(List.of("2" + alices.ours().substring(1)), alices));
        }
    }

    private void replaceWith(Agreed aliceNext, Agreed bobNext) {
        close();
        alices = aliceNext;
        bobs = bobNext;
    }

    private void assertExchanges(Agreed one, Agreed other) {
        assertCarries(one, other);
        assertCarries(other, one);
        sequence++;
    }

    /** One RTP packet, at the current sequence number, and one of RTCP. */
    private void assertCarries(Agreed from, Agreed to) {
        ByteBuffer packet = packet(sequence);
        assertEquals(Verdict.ACCEPTED, from.protection().protect(packet));
        assertEquals(Verdict.ACCEPTED, to.protection().unprotect(packet));
        ByteBuffer control = Fixtures.buffer(Fixtures.rtcp(7));
        assertEquals(Verdict.ACCEPTED, from.protection().protectControl(control));
        assertEquals(Verdict.ACCEPTED, to.protection().unprotectControl(control));
    }

    private ByteBuffer protectedBy(Agreed sender) {
        ByteBuffer packet = packet(sequence++);
        assertEquals(Verdict.ACCEPTED, sender.protection().protect(packet));
        return packet;
    }

    private static ByteBuffer packet(int sequence) {
        return Fixtures.buffer(Fixtures.rtp(7, sequence & 0xFFFF));
    }

    private static String keyOf(String line) {
        return line.substring(line.indexOf("inline:") + 7);
    }
}
