package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import voip.api.CallEvent;
import voip.api.Verdict;
import voip.api.srtp.SrtpCipherSuite;

class KeyUseTest {
    private static final List<SrtpCipherSuite> SUITES = List.of(Fixtures.SUITE_80);
    private static final String LINE = "1 AES_CM_128_HMAC_SHA1_80 inline:" + "B".repeat(40);

    private final List<CallEvent> events = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"2^5, 32", "40, 40", "1, 1"})
    void aLifetimeCountsPacketsOfAllSourcesAndEndsTheKeyOnBothSides(String lifetime, int packets) throws Exception {
        try (SrtpSession sender = Sdes.sender(LINE + "|" + lifetime, SUITES);
                SrtpSession unlimited = Sdes.sender(LINE, SUITES);
                SrtpSession receiver = Sdes.receiver(LINE + "|" + lifetime, SUITES)) {
            for (int i = 0; i < packets; i++) {
                byte[] packet = Fixtures.protect(sender, Fixtures.rtp(i % 3, i));
                Fixtures.protect(unlimited, Fixtures.rtp(i % 3, i));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, packet));
            }
            assertEquals(Verdict.KEY_EXHAUSTED, sender.protect(Fixtures.buffer(Fixtures.rtp(9, 1))));
            assertEquals(
                    Verdict.KEY_EXHAUSTED,
                    Fixtures.unprotect(receiver, Fixtures.protect(unlimited, Fixtures.rtp(9, 1))));

            for (int i = 0; i < packets; i++) { // counted apart
                byte[] control = Fixtures.protectControl(sender, Fixtures.rtcp(i % 3));
                Fixtures.protectControl(unlimited, Fixtures.rtcp(i % 3));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotectControl(receiver, control));
            }
            assertEquals(Verdict.KEY_EXHAUSTED, sender.protectControl(Fixtures.buffer(Fixtures.rtcp(9))));
            assertEquals(
                    Verdict.KEY_EXHAUSTED,
                    Fixtures.unprotectControl(receiver, Fixtures.protectControl(unlimited, Fixtures.rtcp(9))));
        }
    }

    @Test
    void whatIsRefusedDoesNotCount() throws Exception {
        try (SrtpSession sender = Sdes.sender(LINE, SUITES);
                SrtpSession receiver = Sdes.receiver(LINE + "|2", SUITES)) {
            byte[] first = Fixtures.protect(sender, Fixtures.rtp(7, 1));
            byte[] second = Fixtures.protect(sender, Fixtures.rtp(7, 2));
            assertEquals(Verdict.UNAUTHENTIC, Fixtures.unprotect(receiver, Fixtures.flipped(first, 100)));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, first));
            assertEquals(Verdict.REPLAYED, Fixtures.unprotect(receiver, first));
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(receiver, second));
        }
    }

    @Test
    void tellsOnceThatTheKeyIsInTheLastTenthOfItsLifetime() throws Exception {
        try (SrtpSession sender = Sdes.sender(LINE + "|50", SUITES);
                SrtpSession receiver = Sdes.receiver(LINE + "|50", SUITES)) {
            sender.onEvent(events::add);
            List<CallEvent> receiverEvents = new ArrayList<>();
            receiver.onEvent(receiverEvents::add);
            for (int i = 0; i < 50; i++) {
                byte[] packet = Fixtures.protect(sender, Fixtures.rtp(7, i));
                assertEquals(i < 44 ? 0 : 1, events.size(), "after packet " + i);
                Fixtures.unprotect(receiver, packet);
                Fixtures.protectControl(sender, Fixtures.rtcp(7));
            }
            assertEquals(List.of(new CallEvent.KeysNearEnd(true, 5)), events);
            assertEquals(List.of(new CallEvent.KeysNearEnd(false, 5)), receiverEvents);
        }
    }

    @Test
    void withoutALifetimeTheLastMillionPacketsAreNearTheEnd() {
        KeyUse use = new KeyUse(true, KeyUse.MOST_PACKETS, false);
        assertNull(use.count((1L << 48) - 2 - (1L << 20), true));
        assertEquals(new CallEvent.KeysNearEnd(true, 1L << 20), use.count((1L << 48) - 1 - (1L << 20), true));
        assertNull(use.count((1L << 48) - (1L << 20), true));
    }

    @Test
    void theEndOfTheControlIndexesCountsToo() {
        KeyUse use = new KeyUse(false, 1L << 40, false);
        assertNull(use.countControl((1L << 31) - 2 - (1L << 20), true));
        assertNull(use.countControl((1L << 31) - 1 - (1L << 20), false));
        assertEquals(
                new CallEvent.KeysNearEnd(false, (1L << 20) - 1),
                use.countControl((1L << 31) - (1L << 20), true),
                "told as soon as one listens");
    }
}
