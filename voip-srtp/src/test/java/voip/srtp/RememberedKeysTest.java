package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import voip.api.OfferRefusedException;
import voip.api.Verdict;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.KeyNegotiation.Agreed;
import voip.api.srtp.SrtpCipherSuite;

/** Keys that come back in one call, as those of a peer and of the music server that takes its place, and how long they can. */
class RememberedKeysTest {
    private static final int CIPHERS = 4; // two for each direction of an agreement

    private final FakeSuite fake = new FakeSuite();
    private final KeyNegotiation faked = negotiation(fake);
    private final KeyNegotiation bob = negotiation(Fixtures.SUITE_80);
    private final List<byte[]> sent = new ArrayList<>();
    private SrtpSession peer;
    private Agreed current;

    private static KeyNegotiation negotiation(SrtpCipherSuite suite) {
        return Sdes.negotiation(List.of(suite), Fixtures.MODULE.random(), SrtpPolicy.standard());
    }

    @BeforeEach
    void hearAPeerUntilItsCounterIs1() throws Exception {
        peer = Sdes.sender(line(0), List.of(Fixtures.SUITE_80));
        current = bob.answer(List.of(line(0)), null, false);
        for (int sequence = 0xFFF8; sequence < 0x10008; sequence++) {
            byte[] packet = Fixtures.protect(peer, Fixtures.rtp(7, sequence & 0xFFFF));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(session(), packet));
            sent.add(packet);
        }
    }

    @AfterEach
    void close() {
        peer.close();
        current.protection().close();
    }

    @Test
    void aPeerThatReturnsIsHeardAndItsOldPacketsAreReplays() {
        byte[] report = Fixtures.protectControl(peer, Fixtures.rtcp(7));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(session(), report));
        String ours = current.ours();
        answer(1);
        assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(session(), sent.get(15)), "its key is another's turn");
        answer(0);
        assertReturned();
        assertEquals(Verdict.REPLAYED, Fixtures.unprotectControl(session(), report));
        assertNotEquals(ours, current.ours(), "who is back may not know our counter");
    }

    @Test
    void twoThatTakeTurnsForLongAreBothRemembered() {
        for (int turn = 0; turn < 20; turn++) {
            answer(1);
            answer(0);
        }
        assertReturned();
    }

    @Test
    void aPeerIsRememberedThroughEightAgreements() {
        for (int key = 1; key <= 8; key++) {
            answer(key);
        }
        answer(0);
        assertReturned();
    }

    @Test
    void whatIsOlderThanEightAgreementsIsWiped() {
        Agreed last = fakedAnswer(0, null);
        for (int key = 1; key <= 8; key++) {
            last = fakedAnswer(key, last);
        }
        assertEquals(0, fake.closed);
        last = fakedAnswer(9, last);
        assertEquals(CIPHERS, fake.closed);
        last = fakedAnswer(10, last);
        assertEquals(2 * CIPHERS, fake.closed);
        last.protection().close();
        assertEquals(11 * CIPHERS, fake.closed);
    }

    @Test
    void whatTheLastSessionRemembersIsWipedWithIt() {
        Agreed last = fakedAnswer(1, fakedAnswer(0, null));
        KeyNegotiation.Offer offer = faked.offer(last);
        last.protection().close();
        assertEquals(0, fake.closed, "an open offer may be answered with either key");
        offer.close();
        assertEquals(2 * CIPHERS, fake.closed);
        assertEquals(fake.opened, fake.closed);
    }

    @Test
    void allIsWipedEvenIfTheProviderFails() {
        Agreed last = fakedAnswer(2, fakedAnswer(1, fakedAnswer(0, null)));
        fake.failsClosing = true;
        assertThrows(IllegalStateException.class, last.protection()::close);
        assertEquals(3 * CIPHERS, fake.closed);
    }

    @Test
    void ourKeyThatIsOfferedAgainUsesNoIndexTwice() {
        current.protection().close();
        try (KeyNegotiation.Offer first = bob.offer(null)) {
            current = first.complete(List.of(line(0)), null);
        }
        String ours = current.ours();
        Fixtures.protect(session(), Fixtures.rtp(9, 1));
        for (byte[] packet : sent) {
            Fixtures.unprotect(session(), packet);
        }
        for (int key : new int[] {1, 2, 0}) {
            Agreed former = current;
            try (KeyNegotiation.Offer offer = bob.offer(former)) {
                current = offer.complete(List.of(line(key)), former);
            }
            former.protection().close();
            assertEquals(ours, current.ours());
            assertEquals(Verdict.INDEX_REUSED, session().protect(Fixtures.buffer(Fixtures.rtp(9, 1))));
        }
        assertEquals(Verdict.REPLAYED, Fixtures.unprotect(session(), sent.get(15)));
    }

    @Test
    void refusesAFormerKeyOfOursFromThePeer() {
        String ours = current.ours();
        answer(1);
        String reason = assertThrows(OfferRefusedException.class, () -> bob.answer(List.of(ours), current, false))
                .getMessage();
        assertTrue(reason.contains("it sends our key back"), reason);
    }

    @Test
    void refusesMoreForksThanItRemembersBesideTheFormerKeys() {
        answer(50);
        answer(51);
        try (KeyNegotiation.Offer offer = bob.offer(current)) {
            for (int fork = 1; fork <= 32; fork++) {
                offer.complete(List.of(line(fork)), current).protection().close();
            }
            OfferRefusedException refused =
                    assertThrows(OfferRefusedException.class, () -> offer.complete(List.of(line(33)), current));
            assertEquals(
                    "the answer does not follow from the offer: it has another key than 32 before it; make a new offer",
                    refused.getMessage());
            for (int known : new int[] {0, 32, 50}) {
                offer.complete(List.of(line(known)), current).protection().close();
            }
        }
    }

    /** Lets the peer offer a key, and closes the session before. */
    private void answer(int key) {
        Agreed former = current;
        current = bob.answer(List.of(line(key)), former, false);
        former.protection().close();
    }

    private Agreed fakedAnswer(int key, Agreed former) {
        Agreed next = faked.answer(List.of(line(key).replace("AES_CM_128_HMAC_SHA1_80", "FAKE")), former, false);
        if (former != null) {
            former.protection().close();
        }
        return next;
    }

    private void assertReturned() {
        for (byte[] packet : sent) {
            assertEquals(Verdict.REPLAYED, Fixtures.unprotect(session(), packet));
        }
        byte[] next = Fixtures.protect(peer, Fixtures.rtp(7, 8));
        assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(session(), next), "its counter is 1 still");
    }

    private SrtpSession session() {
        return (SrtpSession) current.protection();
    }

    private static String line(int key) {
        return "1 AES_CM_128_HMAC_SHA1_80 inline:" + (char) ('A' + key / 8) + (key % 8) + "Z".repeat(38);
    }
}
