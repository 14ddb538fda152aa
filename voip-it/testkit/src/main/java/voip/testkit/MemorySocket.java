package voip.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import voip.api.Datagram;
import voip.api.MediaSocket;

/** A socket of the network in memory. Everything in it is under the simulation's lock. */
final class MemorySocket implements MediaSocket {
    private final MemoryNetwork network;
    private final Simulation simulation;
    private final ReentrantLock lock;
    private final Condition released;
    private final List<InetSocketAddress> locals;
    private final PriorityQueue<Delivery> incoming = new PriorityQueue<>(Delivery.ORDER);

    /** Whether time stands still until a thread waits here. */
    private boolean attended;

    private @Nullable Thread receiver;
    private boolean waiting;
    private long deadline;
    private boolean woken;
    private boolean closed;

    MemorySocket(MemoryNetwork network, Simulation simulation, List<InetSocketAddress> locals, boolean attended) {
        this.network = network;
        this.simulation = simulation;
        this.locals = List.copyOf(locals);
        this.attended = attended;
        lock = simulation.lock();
        released = lock.newCondition();
    }

    @Override
    public List<InetSocketAddress> localAddresses() {
        return locals;
    }

    @Override
    public boolean receive(Datagram into, long nanos) throws IOException {
        lock.lock();
        try {
            receiver = Thread.currentThread();
            if (nanos > 0 && !woken && !closed) {
                await(nanos);
            }
            if (closed) {
                throw new ClosedChannelException();
            }
            if (woken) {
                woken = false;
                return false;
            }
            return take(into);
        } finally {
            lock.unlock();
        }
    }

    /** Waits even for what is there already: it is for the simulation to say who runs next. */
    private void await(long nanos) {
        long now = simulation.clock.elapsedNanos();
        deadline = nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos;
        attended = true;
        waiting = true;
        simulation.progressed();
        simulation.step();
        while (waiting) {
            released.awaitUninterruptibly();
        }
    }

    private boolean take(Datagram into) {
        Delivery first = incoming.peek();
        if (first == null || first.arrival() > simulation.clock.elapsedNanos()) {
            return false;
        }
        incoming.remove();
        byte[] bytes = first.bytes();
        into.bytes()
                .clear()
                .put(bytes, 0, Math.min(bytes.length, Datagram.CAPACITY))
                .flip();
        into.arrived(first.from(), first.localPort(), VirtualClock.nanoTimeAt(first.arrival()));
        first.link().countDelivered();
        return true;
    }

    @Override
    public void send(ByteBuffer bytes, int localPort, InetSocketAddress to) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
        } finally {
            lock.unlock();
        }
        network.send(locals, localPort, bytes, to);
    }

    @Override
    public void wakeup() {
        lock.lock();
        try {
            woken = true;
            release();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                incoming.forEach(delivery -> delivery.link().countUnreachable(1));
                incoming.clear();
                network.unbind(this);
                release();
                simulation.remove(this);
            }
        } finally {
            lock.unlock();
        }
    }

    void arrive(Delivery delivery) {
        incoming.add(delivery);
    }

    /** Lets the waiting thread run; from now on it counts as running, although it may still have to wake up. */
    void release() {
        if (waiting) {
            waiting = false;
            simulation.progressed();
            released.signal();
        }
    }

    boolean isWaiting() {
        return waiting;
    }

    /** Whether a thread other than the one that moves the time runs, or is still to come. */
    boolean keepsTimeFrom(@Nullable Thread driver) {
        return attended && !waiting && receiver != driver;
    }

    /** When the waiting thread is to run again: at the first arrival or at the end of its wait. */
    long eventTime() {
        Delivery first = incoming.peek();
        return first == null ? deadline : Math.min(first.arrival(), deadline);
    }

    /** Whether this socket's event comes before the other's; at one time, arrivals by sending come before deadlines. */
    boolean isBefore(MemorySocket other) {
        int byTime = Long.compare(eventTime(), other.eventTime());
        return byTime < 0 || byTime == 0 && eventNumber() < other.eventNumber();
    }

    private long eventNumber() {
        Delivery first = incoming.peek();
        return first == null || first.arrival() > deadline ? Long.MAX_VALUE : first.number();
    }

    void leaveIfReceiverEnded() {
        if (receiver != null && !receiver.isAlive()) {
            attended = false;
        }
    }

    IllegalStateException stuck(Duration patience) {
        Thread thread = receiver;
        if (thread == null) {
            return new IllegalStateException("no thread has called receive() on " + this + " for " + patience.toMillis()
                    + " ms; open sockets that no thread serves with MemoryNetwork.open()");
        }
        IllegalStateException where = new IllegalStateException("thread " + thread.getName() + " is here");
        where.setStackTrace(thread.getStackTrace());
        return new IllegalStateException(
                "thread " + thread.getName() + " has not come back to receive() on " + this + " for "
                        + patience.toMillis() + " ms; its stack is the cause",
                where);
    }

    @Override
    public String toString() {
        return "MemorySocket" + locals;
    }
}
