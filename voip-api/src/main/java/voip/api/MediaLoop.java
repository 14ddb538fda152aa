package voip.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import voip.api.spi.DatagramProtocol;

/**
 * The media thread: drains its mailbox, lets protocols do what is due, waits for one datagram, hands it to the protocol that
 * owns its first byte, and counts the verdict. It ends when told to, or when its socket closes.
 */
final class MediaLoop implements Runnable {
    private static final long LONGEST_AFTER_ARRIVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(1);

    private enum State {
        NEW,
        RUNNING,
        ENDED
    }

    private final MediaClock clock;
    private final DatagramProtocol[] protocols;
    private final FirstByteTable table;
    private final Runnable failed;
    private final AtomicLongArray received = new AtomicLongArray(Verdict.count()); // the media thread counts
    private final AtomicLong failures = new AtomicLong(); // of what is no datagram, on any thread
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final Object stateLock = new Object();
    private State state = State.NEW;
    private volatile @Nullable MediaSocket socket;
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    private boolean handled; // a datagram, just now; of the media thread
    private volatile Runnable lastly = () -> {};

    /** Makes a loop that runs {@code failed} on its thread if that ends without having been told to. */
    MediaLoop(MediaClock clock, List<DatagramProtocol> protocols, Runnable failed) {
        this.clock = clock;
        this.failed = failed;
        this.protocols = protocols.toArray(DatagramProtocol[]::new);
        this.table = new FirstByteTable(protocols);
    }

    /** Starts the thread on an open socket, which the loop closes at its end. */
    void start(MediaSocket open) {
        synchronized (stateLock) {
            socket = open;
            Thread started = new Thread(
                    this, "voip-media-" + open.localAddresses().get(0).getPort());
            thread = started;
            started.start();
            state = State.RUNNING; // only now will somebody run commands
        }
    }

    boolean isMediaThread() {
        return Thread.currentThread() == thread;
    }

    /** Runs a command on the media thread before its next wait; at once if this is it, or if it does not run. */
    void execute(Runnable command) {
        if (!isMediaThread()) {
            synchronized (stateLock) {
                if (state == State.RUNNING) {
                    mailbox.add(command);
                    wakeup();
                    return;
                }
            }
        }
        runContained(command);
    }

    /** Makes the thread end after the commands that it has, and do this last; does not wait for it. */
    void stopAfter(Runnable last) {
        lastly = last;
        stopping = true;
        wakeup();
    }

    /** Waits for the thread's end; true if it has ended, or never begun. */
    boolean join(long millis) {
        Thread running = thread;
        return running == null || join(running, millis);
    }

    /** Waits for a thread's end; an interrupt is kept for later, as there is only so long to wait. */
    static boolean join(Thread running, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = false;
        while (running.isAlive() && deadline - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(running, deadline - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !running.isAlive();
    }

    /** Goes on without a thread that a handler keeps: its commands run here, now, and the socket closes. */
    void abandon() {
        end();
    }

    /** Closes the socket, whatever the thread does. */
    void closeSocket() {
        MediaSocket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // nothing is left to be done with it
            }
        }
    }

    void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    Verdict send(ByteBuffer packet, int localPort, InetSocketAddress to) {
        MediaSocket open = socket;
        if (open == null) {
            return Verdict.NOT_STARTED;
        }
        try {
            open.send(packet, localPort, to);
            return Verdict.ACCEPTED;
        } catch (ClosedChannelException e) {
            return Verdict.CLOSED;
        } catch (IOException e) {
            return Verdict.UNSENDABLE;
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Verdict.FAILED;
        }
    }

    OptionalLong systemDrops() {
        MediaSocket open = socket;
        return open == null ? OptionalLong.empty() : open.systemDrops();
    }

    long received(Verdict verdict) {
        long count = received.get(verdict.ordinal());
        return verdict == Verdict.FAILED ? count + failures.get() : count;
    }

    /** The verdicts on received datagrams that occurred. */
    Map<Verdict, Long> verdicts() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            long count = received(verdict);
            if (count > 0) {
                counts.put(verdict, count);
            }
        }
        return Collections.unmodifiableMap(counts);
    }

    @Override
    public void run() {
        MediaSocket open = socket;
        Datagram datagram = new Datagram();
        try {
            while (open != null && turn(open, datagram)) {
                // the work is in a method of its own: that is compiled long before a loop that never ends
            }
        } finally { // whatever ended it: keys must be wiped, and commands run
            if (!stopping) {
                runContained(failed);
            }
            end();
            runContained(lastly);
        }
    }

    /** Does what is due, waits, and handles what came; false at the end. */
    private boolean turn(MediaSocket open, Datagram datagram) {
        if (stopping) {
            return false;
        }
        drainMailbox();
        // A clock is dear and a datagram quick; if its handler was not, the wait is too long by what that took
        long wait = handled ? Math.min(due(datagram.arrivalNanos()), LONGEST_AFTER_ARRIVAL) : due(clock.nanoTime());
        if (stopping || !receive(open, datagram, wait)) {
            return false;
        }
        Thread.interrupted(); // a handler's interrupt must not make the next wait return at once, for ever
        return true;
    }

    /** Waits for a datagram and handles it; false if the socket is closed. */
    private boolean receive(MediaSocket open, Datagram datagram, long wait) {
        handled = false;
        try {
            if (open.receive(datagram, wait)) {
                count(verdict(datagram));
                handled = true;
            }
        } catch (ClosedChannelException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            failures.incrementAndGet();
            LockSupport.parkNanos(PAUSE_AFTER_FAILURE); // whatever the system has, it must not be asked in a busy loop
        }
        return true;
    }

    private void end() {
        synchronized (stateLock) {
            state = State.ENDED;
        }
        drainMailbox();
        closeSocket();
    }

    private void drainMailbox() {
        Runnable command = mailbox.poll();
        while (command != null) {
            runContained(command);
            command = mailbox.poll();
        }
    }

    /**
     * A command is the stack's own or an engine's; whatever it throws must not end the media of all calls. That may be a
     * checked exception, which handlers in other languages throw undeclared.
     */
    private void runContained(Runnable command) {
        try {
            command.run();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            failures.incrementAndGet();
        }
    }

    private long due(long now) {
        long wait = Long.MAX_VALUE;
        for (DatagramProtocol protocol : protocols) {
            try {
                wait = Math.min(wait, protocol.due(now));
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                failures.incrementAndGet();
                wait = Math.min(wait, PAUSE_AFTER_FAILURE);
            }
        }
        return mailbox.isEmpty() ? wait : 0;
    }

    private Verdict verdict(Datagram datagram) {
        ByteBuffer bytes = datagram.bytes();
        if (!bytes.hasRemaining()) {
            return Verdict.EMPTY;
        }
        if (bytes.remaining() == Datagram.CAPACITY) {
            return Verdict.TRUNCATED;
        }
        DatagramProtocol owner = table.owner(bytes.get(bytes.position()));
        if (owner == null) {
            return Verdict.UNCLAIMED;
        }
        try {
            return owner.received(datagram);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return Verdict.FAILED;
        }
    }

    private void count(Verdict verdict) {
        int index = verdict.ordinal();
        received.lazySet(index, received.getPlain(index) + 1); // an atomic increment is dear
    }

    private void wakeup() {
        MediaSocket open = socket;
        if (open != null) {
            open.wakeup();
        }
    }
}
