package voip.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import voip.api.Datagram;
import voip.api.MediaClock;
import voip.api.MediaSocket;

/** How a {@link MediaSocket} waits, is woken and is closed. */
abstract class MediaSocketContract extends TransportSteps {
    @Test
    void returnsWithoutADatagramWhenTheTimeHasPassed() throws Exception {
        MediaSocket socket = open(local());
        MediaClock clock = tested().clock();
        long waited = attend(() -> {
            long before = clock.nanoTime();
            assertFalse(socket.receive(new Datagram(), 30_000_000));
            return clock.nanoTime() - before;
        });
        assertTrue(waited >= 30_000_000, "it waited " + waited + " ns of 30 ms");
        assertFalse(attend(() -> socket.receive(new Datagram(), 0)));
        assertFalse(attend(() -> socket.receive(new Datagram(), -1)));
    }

    @Test
    void looksForADatagramWithoutWaiting() throws Exception {
        MediaSocket socket = open(local());
        send(socket, address(socket), "here");
        Datagram slot = new Datagram();
        long since = System.nanoTime();
        while (!socket.receive(slot, 0)) {
            elapse(Duration.ofMillis(1));
            assertTrue(System.nanoTime() - since < patience().toNanos(), "receive(slot, 0) does not find it");
        }
        assertEquals("here", Received.of(slot).text());
    }

    /** One wakeup ends one wait, and what has arrived is not lost by it. */
    @Test
    void remembersAWakeupBeforeTheWait() throws Exception {
        MediaSocket socket = open(local());
        send(socket, address(socket), "later");
        socket.wakeup();
        assertFalse(attend(() -> socket.receive(new Datagram(), HOUR)), "the wakeup comes first");
        assertEquals("later", receive(socket).text());
    }

    @Test
    void isWokenByAnotherThread() throws Exception {
        MediaSocket socket = open(local());
        FutureTask<Boolean> waiting = start(() -> socket.receive(new Datagram(), HOUR));
        elapse(Duration.ofMillis(50));
        assertFalse(waiting.isDone(), "nothing has happened that it could return for");
        socket.wakeup();
        assertFalse(finish(waiting));
    }

    @Test
    void closingEndsAWait() throws Exception {
        MediaSocket socket = open(local(), local());
        FutureTask<Boolean> waiting = start(() -> socket.receive(new Datagram(), HOUR));
        elapse(Duration.ofMillis(50));
        socket.close();
        assertThrows(ClosedChannelException.class, () -> finish(waiting));
    }

    @Test
    void aClosedSocketRefusesAndClosesAgainWithoutEffect() throws Exception {
        MediaSocket socket = open(local());
        MediaSocket other = open(local());
        socket.close();
        socket.close();
        assertThrows(ClosedChannelException.class, () -> attend(() -> socket.receive(new Datagram(), 0)));
        assertThrows(ClosedChannelException.class, () -> attend(() -> socket.receive(new Datagram(), HOUR)));
        assertThrows(IOException.class, () -> send(socket, address(other), "x"));
        socket.wakeup();
        assertTrue(socket.systemDrops().orElse(0) >= 0);
        send(other, address(other), "others go on");
        assertEquals("others go on", receive(other).text());
    }

    /** An I/O exception from before, as that of a full buffer, does not end the sender: what counts is what it meets at last. */
    @Test
    void closingUnderASenderIsAnIoExceptionAtMost() throws Exception {
        MediaSocket other = open(local());
        MediaSocket socket = open(local());
        AtomicBoolean closed = new AtomicBoolean();
        FutureTask<Boolean> sending = start(() -> {
            boolean last;
            do {
                last = closed.get();
                try {
                    send(socket, address(other), "x");
                } catch (IOException refused) {
                    // is what it may be
                }
                Thread.yield();
            } while (!last);
            return true;
        });
        elapse(Duration.ofMillis(10));
        socket.close();
        closed.set(true);
        assertTrue(finish(sending));
    }

    @Test
    void anInterruptedReceiverGoesOn() throws Exception {
        MediaSocket socket = open(local());
        send(socket, address(socket), "one");
        String text = attend(() -> {
            Thread.currentThread().interrupt();
            Datagram slot = new Datagram();
            assertTrue(socket.receive(slot, HOUR));
            return Received.of(slot).text();
        });
        assertEquals("one", text);
        send(socket, address(socket), "two");
        assertEquals("two", receive(socket).text());
    }

    /** As a channel of the JDK that blocks does, for everybody. */
    @Test
    void anInterruptedSenderClosesNothing() throws Exception {
        MediaSocket socket = open(local());
        attend(() -> {
            Thread.currentThread().interrupt();
            try {
                send(socket, address(socket), "interrupted");
            } catch (IOException refused) {
                return false;
            }
            return true;
        });
        send(socket, address(socket), "after");
        String text = receive(socket).text();
        assertEquals("after", text.equals("interrupted") ? receive(socket).text() : text);
    }
}
