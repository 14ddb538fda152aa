package voip.rtp.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static voip.rtp.plugin.Packets.PEER;
import static voip.rtp.plugin.Packets.STRANGER;
import static voip.rtp.plugin.Packets.bytes;
import static voip.rtp.plugin.Packets.datagram;
import static voip.rtp.plugin.Packets.plain;
import static voip.rtp.plugin.Packets.rtp;
import static voip.rtp.plugin.Packets.sealed;
import static voip.rtp.plugin.Packets.secured;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.message.StringMapMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.CallSession;
import voip.api.Direction;
import voip.api.Inactivity;
import voip.api.RtpPacket;
import voip.api.SourcePolicy;
import voip.api.Verdict;
import voip.api.spi.LegSettings;
import voip.api.spi.RtpLeg;
import voip.api.srtp.PacketProtection;

@Timeout(20)
class LegLifeTest {
    private final FakeContext context = new FakeContext();
    private final Legs legs = new Legs(context);
    private final CallSession session = mock(CallSession.class);

    private RtpLeg start(LegSettings settings) {
        RtpLeg leg = legs.open(settings);
        leg.start(session);
        return leg;
    }

    private static List<Map<String, String>> maps(CapturedLog log) {
        assertTrue(log.events().stream().allMatch(event -> event.getLevel() == Level.INFO));
        return log.events().stream()
                .map(event -> ((StringMapMessage) event.getMessage()).getData())
                .toList();
    }

    private static Map<String, String> event(String event, String addr) {
        return Map.of("event", event, "addr", addr, "handler", "EchoHandler");
    }

    @Test
    void logsThatCallsComeAndGo() {
        try (CapturedLog log = new CapturedLog()) {
            RtpLeg leg = start(plain(PEER));
            leg.close();
            leg.close();
            assertEquals(
                    List.of(
                            event("rtp_call_registered", "192.0.2.1:4000"),
                            event("rtp_call_unregistered", "192.0.2.1:4000")),
                    maps(log));
        }
    }

    @Test
    void logsTheAddressWhenItBecomesKnown() {
        try (CapturedLog log = new CapturedLog()) {
            RtpLeg leg = start(plain(null));
            leg.update(plain(new InetSocketAddress("2001:db8::1", 4000)), true);
            leg.update(plain(new InetSocketAddress("2001:db8::1", 4000)), true);
            assertEquals(
                    List.of(
                            event("rtp_call_registered", "unknown"),
                            event("rtp_call_unregistered", "unknown"),
                            event("rtp_call_registered", "[2001:db8:0:0:0:0:0:1]:4000")),
                    maps(log));
        }
    }

    @Test
    void whatWasNeverRegisteredIsUnregisteredInSilence() {
        FakeProtection key = new FakeProtection(1);
        try (CapturedLog log = new CapturedLog()) {
            RtpLeg leg = legs.open(secured(PEER, key));
            leg.close();
            leg.close();
            assertEquals(List.of(), maps(log));
        }
        assertTrue(key.closed);
        assertEquals(0, legs.tableSize());
        assertTrue(context.sent.isEmpty());
    }

    @Test
    void receivesNothingBeforeItIsStarted() {
        legs.open(plain(PEER));
        assertEquals(Verdict.UNKNOWN_SOURCE, legs.received(datagram(bytes(1, 1), PEER)));
        assertEquals(0, legs.size());
    }

    @Test
    void startsOnceOnly() {
        RtpLeg leg = start(plain(PEER));
        assertThrows(IllegalStateException.class, () -> leg.start(session));
        leg.close();
        assertThrows(IllegalStateException.class, () -> leg.start(session));
        assertThrows(IllegalStateException.class, () -> leg.update(plain(PEER), true));
    }

    @Test
    void everyLegHasASourceOfItsOwn() {
        Set<Long> ssrcs = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            ssrcs.add(legs.open(plain(PEER)).ssrc());
        }
        assertEquals(1000, ssrcs.size());
        long next = Integer.toUnsignedLong(new Random(42).nextInt());
        FakeContext fresh = new FakeContext();
        assertNotEquals(next, new Legs(fresh).open(plain(PEER, next)).ssrc(), "and not the peer's");
    }

    @Test
    void closeWipesTheKeysAndTellsTheSessionOnce() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(secured(PEER, key));
        leg.close();
        leg.close();
        assertTrue(key.closed);
        verify(session, times(1)).closed();
        assertEquals(0, legs.tableSize());
    }

    @Test
    void sessionThatFailsToCloseIsContained() {
        doThrow(IllegalStateException.class).when(session).closed();
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(secured(PEER, key));
        try (CapturedLog log = new CapturedLog()) {
            leg.close();
            assertEquals(2, log.events().size());
        }
        assertTrue(key.closed);
    }

    @Test
    void closeTakesTheCallOffTheTableAtOnceAndEndsItOnTheMediaThread() {
        context.postpones = true;
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(secured(PEER, key));
        leg.send(rtp(1, 1));
        leg.close();
        assertEquals(0, legs.size());
        assertEquals(Verdict.UNKNOWN_SOURCE, legs.received(datagram(sealed(new FakeProtection(1), bytes(1, 1)), PEER)));
        assertFalse(key.closed);
        assertEquals(1, context.sent.size());
        verify(session, never()).closed();
        context.drain();
        assertTrue(key.closed);
        assertEquals(2, context.sent.size(), "BYE, under the keys that are wiped after it");
        verify(session).closed();
        assertEquals(Long.MAX_VALUE, legs.due(context.nanos));
    }

    @Test
    void closingTheMultiplexerClosesEveryCall() {
        FakeProtection started = new FakeProtection(1);
        FakeProtection opened = new FakeProtection(2);
        start(secured(PEER, started));
        legs.open(secured(STRANGER, opened));
        legs.close();
        legs.close();
        assertTrue(started.closed && opened.closed);
        verify(session).closed();
        assertEquals(0, legs.tableSize());
        assertThrows(IllegalStateException.class, () -> legs.open(plain(PEER)));
    }

    @Test
    void updateClosesTheFormerKeysOnTheMediaThread() {
        context.postpones = true;
        FakeProtection former = new FakeProtection(1);
        FakeProtection next = new FakeProtection(2);
        RtpLeg leg = start(secured(PEER, former));
        leg.update(secured(PEER, next), true);
        assertFalse(former.closed);
        assertEquals(Verdict.ACCEPTED, legs.received(datagram(sealed(new FakeProtection(2), bytes(1, 1)), PEER)));
        leg.send(rtp(1, 1));
        assertEquals(
                Verdict.ACCEPTED,
                new FakeProtection(2)
                        .unprotect(datagram(context.last().bytes(), PEER).bytes()));
        context.drain();
        assertTrue(former.closed);
        assertFalse(next.closed);
    }

    @Test
    void updateThatKeepsTheKeysKeepsThemOpen() {
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = start(secured(PEER, key));
        leg.update(Packets.settings(STRANGER, key, Direction.SENDONLY), true);
        assertFalse(key.closed);
        assertEquals(
                Verdict.NOT_RECEIVING, legs.received(datagram(sealed(new FakeProtection(1), bytes(1, 1)), STRANGER)));
    }

    @Test
    void refusesACanonicalNameThatSdesCannotCarry() {
        assertThrows(
                IllegalArgumentException.class,
                () -> legs.open(new LegSettings(
                        "H",
                        PEER,
                        PEER,
                        true,
                        Set.of(),
                        List.of(),
                        Direction.SENDRECV,
                        false,
                        null,
                        "x".repeat(256),
                        SourcePolicy.STRICT,
                        Inactivity.NEVER)));
        assertEquals(0, legs.tableSize());
    }

    /** A stack that closes does not wait for ever for a handler: it ends the call from another thread. */
    @Test
    void callWhoseHandlerIsStuckIsWipedByTheThreadThatGivesItUp() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        FakeProtection key = new FakeProtection(1);
        RtpLeg leg = legs.open(secured(PEER, key));
        leg.start(new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {
                entered.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        CompletableFuture<Verdict> stuck = CompletableFuture.supplyAsync(() ->
                legs.received(datagram(sealed(new FakeProtection(1), bytes(1, 1)), PEER)));
        assertTrue(entered.await(10, TimeUnit.SECONDS));
        leg.close();
        assertTrue(key.closed);
        release.countDown();
        assertEquals(Verdict.ACCEPTED, stuck.get());
    }

    /** What a handler does after it closed its call may take for ever; the keys do not wait for that. */
    @Test
    void callThatItsHandlerClosesIsWipedAtOnceThoughTheHandlerBlocks() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        FakeProtection key = new FakeProtection(1);
        List<String> told = new ArrayList<>();
        RtpLeg leg = legs.open(secured(PEER, key));
        leg.start(new CallSession() {
            @Override
            public void packetReceived(RtpPacket packet) {
                leg.send(packet);
                leg.close();
                closed.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                told.add("returned");
            }

            @Override
            public void closed() {
                told.add("closed");
            }
        });
        CompletableFuture<Verdict> stuck = CompletableFuture.supplyAsync(() ->
                legs.received(datagram(sealed(new FakeProtection(1), bytes(1, 1)), PEER)));
        assertTrue(closed.await(10, TimeUnit.SECONDS));
        assertTrue(key.closed);
        assertEquals(2, context.sent.size(), "the packet and BYE");
        assertEquals(Long.MAX_VALUE, legs.due(context.nanos));
        legs.close();
        assertEquals(0, legs.tableSize());
        assertEquals(2, context.sent.size());
        release.countDown();
        assertEquals(Verdict.ACCEPTED, stuck.get());
        assertEquals(List.of("returned", "closed"), told);
        assertEquals(2, context.sent.size(), "BYE once");
    }

    @Test
    void goodbyeThatCannotBeSentKeepsNoKeys() {
        List<FakeProtection> keys = List.of(new FakeProtection(1), new FakeProtection(2), new FakeProtection(3));
        keys.forEach(key -> start(secured(PEER, key)).send(rtp(1, 1)));
        context.broken = new NoClassDefFoundError("as if");
        legs.close();
        assertTrue(keys.stream().allMatch(key -> key.closed));
        verify(session, times(3)).closed();
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, NoClassDefFoundError.class})
    void keysThatCannotBeWipedKeepNoOthersAndTheirSessionIsTold(Class<? extends Throwable> type) {
        PacketProtection failing = mock(PacketProtection.class);
        doThrow(type).when(failing).close();
        List<FakeProtection> keys = new ArrayList<>();
        List<RtpLeg> broken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            broken.add(start(secured(PEER, failing)));
            keys.add(new FakeProtection(i));
            start(secured(PEER, keys.get(i)));
        }
        broken.get(0).close();
        verify(session, times(1)).closed();
        legs.close();
        assertTrue(keys.stream().allMatch(key -> key.closed));
        verify(session, times(10)).closed();
        assertEquals(0, legs.tableSize());
    }

    @Test
    void closingAllWipesEveryKeyBeforeAnySessionIsTold() {
        List<FakeProtection> keys = new ArrayList<>();
        List<Boolean> wiped = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            FakeProtection key = new FakeProtection(i + 1);
            keys.add(key);
            RtpLeg leg = legs.open(secured(PEER, key));
            leg.start(new CallSession() {
                @Override
                public void packetReceived(RtpPacket packet) {}

                @Override
                public void closed() {
                    wiped.add(keys.stream().allMatch(each -> each.closed));
                }
            });
        }
        legs.close();
        assertEquals(List.of(true, true, true), wiped);
    }

    @Test
    void callsMayComeAndGoWhilePacketsArrive() throws Exception {
        RtpLeg good = start(plain(PEER));
        CompletableFuture<Void> churn = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 2000; i++) {
                RtpLeg leg = legs.open(plain(STRANGER));
                leg.start(packet -> {});
                leg.close();
            }
        });
        int packets = 0;
        while (!churn.isDone() || packets < 100) {
            assertEquals(Verdict.ACCEPTED, legs.received(datagram(bytes(1, packets++), PEER)));
            legs.received(datagram(bytes(2, packets), STRANGER));
        }
        churn.get();
        assertEquals(packets, good.statistics().packetsReceived());
        assertEquals(1, legs.size());
    }
}
