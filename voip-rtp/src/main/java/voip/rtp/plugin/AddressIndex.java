package voip.rtp.plugin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from address to {@link Route}, and to the leg itself where an address has only one, that looks up without a lock and
 * without allocating. It stays quick among thousands: an IPv4 address and its port are a number in one dense array, and the legs in
 * another, so that neither the objects that addresses are made of nor routes, each somewhere else in memory, need be fetched.
 * Changed by one thread at a time; read by any.
 *
 * <p>What is removed keeps its place, empty, for a reader may be on its way past it; a new table, made when the places run
 * short, leaves it out.
 */
final class AddressIndex {
    private static final int LEAST_CAPACITY = 16;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L; // Fibonacci hashing

    /** In the key of an IPv4 address, which is exact; without it one is a hash, and only equals can tell. No key is 0. */
    private static final long EXACT = 1L << 63;

    private static final long HASHED = 1L << 62;

    /**
     * Whether the hash code of an IPv4 address is the address, which is the one way to its bytes that does not allocate. All
     * JDKs have it so, and it is written nowhere.
     */
    private static final boolean HASH_IS_ADDRESS = hashIsAddress();

    private volatile Table table = new Table(LEAST_CAPACITY);
    private int size;

    /** The route of an address; null if there is none. */
    @Nullable
    Route get(InetSocketAddress address) {
        return table.get(key(address), address);
    }

    /** The leg that alone has an address, for RTP and RTCP; null if there is none, or several. */
    @Nullable
    Leg sole(InetSocketAddress address) {
        return table.sole(key(address), address);
    }

    /** Enters an address that is not there. */
    void put(InetSocketAddress address, Route route) {
        if (table.isFull()) {
            table = table.copy(Integer.highestOneBit(2 * Math.max(LEAST_CAPACITY, 3 * size) - 1));
        }
        table.put(key(address), address, route);
        size++;
    }

    /** The legs of an address that is there have changed. */
    void changed(InetSocketAddress address) {
        table.changed(key(address), address);
    }

    /** Removes an address that is there. */
    void remove(InetSocketAddress address) {
        table.clear(key(address), address);
        size--;
    }

    int size() {
        return size;
    }

    /** How many sources the routes know together. */
    int knownSources() {
        int sum = 0;
        for (Route route : table.routes) {
            sum += route == null ? 0 : route.knownSources();
        }
        return sum;
    }

    private static long key(InetSocketAddress address) {
        if (HASH_IS_ADDRESS && address.getAddress() instanceof Inet4Address host) {
            return EXACT | (long) address.getPort() << 32 | host.hashCode() & 0xFFFF_FFFFL;
        }
        return HASHED | address.hashCode() & 0xFFFF_FFFFL;
    }

    private static boolean hashIsAddress() {
        for (int bit = 0; bit <= Integer.SIZE; bit++) {
            int number = bit < Integer.SIZE ? 1 << bit : 0xC0A8_7FFE;
            byte[] bytes = {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
            try {
                if (InetAddress.getByAddress(bytes).hashCode() != number) {
                    return false;
                }
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e); // only for a wrong number of bytes
            }
        }
        return true;
    }

    /** Twice, since the ports of one host differ in the upper half alone, from which little comes down by one multiplication. */
    private static long spread(long key) {
        long once = key * SPREAD;
        return (once ^ once >>> 32) * SPREAD;
    }

    /** The places. A key is written last and never changed, so that who reads it sees what belongs to it. */
    private static final class Table {
        private static final VarHandle KEYS = MethodHandles.arrayElementVarHandle(long[].class);
        private static final VarHandle ROUTES = MethodHandles.arrayElementVarHandle(Route[].class);
        private static final VarHandle LEGS = MethodHandles.arrayElementVarHandle(Leg[].class);

        private static final int NEAR = 4;

        final long[] keys;
        final @Nullable InetSocketAddress[] addresses;
        final @Nullable Route[] routes;
        final @Nullable Leg[] legs; // those that are alone
        int used;

        Table(int capacity) {
            keys = new long[capacity];
            addresses = new @Nullable InetSocketAddress[capacity];
            routes = new @Nullable Route[capacity];
            legs = new @Nullable Leg[capacity];
        }

        @Nullable
        Route get(long key, InetSocketAddress address) {
            int slot = slot(key, address);
            return slot < 0 ? null : (Route) ROUTES.getAcquire(routes, slot);
        }

        @Nullable
        Leg sole(long key, InetSocketAddress address) {
            int slot = slot(key, address);
            return slot < 0 ? null : (Leg) LEGS.getAcquire(legs, slot);
        }

        void put(long key, InetSocketAddress address, Route route) {
            int slot = slot(key, address); // where it was before
            if (slot < 0) {
                slot = ~slot;
                addresses[slot] = address;
                used++;
            }
            LEGS.setRelease(legs, slot, route.sole());
            ROUTES.setRelease(routes, slot, route);
            KEYS.setRelease(keys, slot, key);
        }

        void changed(long key, InetSocketAddress address) {
            int slot = slot(key, address);
            Route route = routes[slot];
            LEGS.setRelease(legs, slot, route == null ? null : route.sole());
        }

        void clear(long key, InetSocketAddress address) {
            int slot = slot(key, address);
            LEGS.setRelease(legs, slot, null);
            ROUTES.setRelease(routes, slot, null);
        }

        /** Whether five places in eight are used: few are further than four from where they are looked for then. */
        boolean isFull() {
            return 8 * used >= 5 * keys.length;
        }

        /** A table of another capacity with the routes of this one. */
        Table copy(int capacity) {
            Table copy = new Table(capacity);
            for (int i = 0; i < keys.length; i++) {
                InetSocketAddress address = addresses[i];
                Route route = routes[i];
                if (address != null && route != null) {
                    copy.put(keys[i], address, route);
                }
            }
            return copy;
        }

        /** Where an address is, or the complement of where it would go; there are always places that are not used. */
        private int slot(long key, InetSocketAddress address) {
            int last = keys.length - 1;
            int home = (int) (spread(key) >>> Long.numberOfLeadingZeros(last)); // its highest bits are its best
            if (key < 0) { // EXACT is the sign
                int past = past(key, home, last);
                if (past < NEAR) {
                    return home + past & last;
                }
            }
            for (int slot = home; ; slot = slot + 1 & last) {
                long there = (long) KEYS.getAcquire(keys, slot);
                if (there == key && (key < 0 || address.equals(addresses[slot]))) {
                    return slot;
                }
                if (there == 0) {
                    return ~slot;
                }
            }
        }

        /**
         * How many of the nearest places an exact key lies behind; all of them if it is in none. Without a branch for each
         * place: often it is not the first one, and a processor that has guessed so has to begin anew.
         */
        private int past(long key, int home, int last) {
            int one = differs(key, home);
            int two = one & differs(key, home + 1 & last);
            int three = two & differs(key, home + 2 & last);
            int four = three & differs(key, home + 3 & last);
            return one + two + three + four;
        }

        /** 1 if a place has another key, else 0. */
        private int differs(long key, int slot) {
            long difference = (long) KEYS.getAcquire(keys, slot) ^ key;
            return (int) ((difference | -difference) >>> Long.SIZE - 1);
        }
    }
}
