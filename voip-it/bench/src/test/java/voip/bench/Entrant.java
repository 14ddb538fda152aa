package voip.bench;

/** Who is measured. */
public enum Entrant {
    /** {@code voip.srtp} with the crypto module that is measured. */
    VOIP("ours") {
        @Override
        Contender open(Suite suite, byte[]... slots) throws Exception {
            return new VoipContender(suite, slots);
        }
    },
    /** The primitives of SunJCE alone, in the fastest arrangement that is known: HMAC from kept states. */
    FLOOR("floor") {
        @Override
        Contender open(Suite suite, byte[]... slots) throws Exception {
            return floor(suite, JdkPrimitives.KEPT_STATES, slots);
        }
    },
    /** The same with a {@code Mac}, which allocates less. */
    FLOOR_MAC("floor by Mac") {
        @Override
        Contender open(Suite suite, byte[]... slots) throws Exception {
            return floor(suite, JdkPrimitives.MAC, slots);
        }

        @Override
        boolean has(Suite suite) {
            return !suite.isAead();
        }
    },
    /** jitsi-srtp as it comes: with the OpenSSL library that it brings, where that loads and wins its trial. */
    JITSI("jitsi") {
        @Override
        Contender open(Suite suite, byte[]... slots) throws Exception {
            return JitsiContender.open(suite, slots);
        }

        @Override
        boolean has(Suite suite) {
            return !suite.isNull();
        }
    },
    /** jitsi-srtp on SunJCE, without its native library. */
    JITSI_JAVA("jitsi on SunJCE") {
        @Override
        Contender open(Suite suite, byte[]... slots) throws Exception {
            return JitsiContender.openInJava(suite, Packets.SSRC, slots);
        }

        @Override
        boolean has(Suite suite) {
            return !suite.isNull();
        }
    },
    /** The libsrtp that is installed. */
    LIBSRTP("libsrtp") {
        @Override
        Contender open(Suite suite, byte[]... slots) throws Exception {
            return new LibsrtpContender(suite, slots);
        }

        @Override
        boolean has(Suite suite) {
            return !suite.name().startsWith("AES_192_"); // libsrtp 2 derives its keys wrongly
        }

        @Override
        boolean isPresent() {
            return Libsrtp.program() != null;
        }
    },
    /** The primitives of bc-fips alone, as an approved module may use them. */
    BC_FLOOR("floor") {
        @Override
        Contender open(Suite suite, byte[]... slots) throws Exception {
            return floor(suite, BcPrimitives.CTR, slots);
        }
    },
    /** The same by bc-fips's own interfaces, not the JDK's. */
    BC_OPERATORS("floor by its operators") {
        @Override
        Contender open(Suite suite, byte[]... slots) throws Exception {
            return floor(suite, new BcOperators(), slots);
        }
    },
    /** The primitives of bc-fips alone, with counter blocks through its ECB mode. */
    BC_BLOCKS("floor by counter blocks") {
        @Override
        Contender open(Suite suite, byte[]... slots) throws Exception {
            return floor(suite, BcPrimitives.ECB, slots);
        }

        @Override
        boolean has(Suite suite) {
            return !suite.isAead() && !suite.isNull();
        }
    };

    private final String label;

    Entrant(String label) {
        this.label = label;
    }

    /** For the head of a table. */
    String label() {
        return label;
    }

    /** Whether it runs in our JVM, where allocations can be counted. */
    boolean isJava() {
        return this != LIBSRTP;
    }

    /** Whether it has the suite: jitsi-srtp derives no keys where it does not encrypt. */
    boolean has(Suite suite) {
        return true;
    }

    /** Whether it is there on this machine. */
    boolean isPresent() {
        return true;
    }

    /** Opens it on arrays with room for a packet and what SRTP adds. */
    abstract Contender open(Suite suite, byte[]... slots) throws Exception;

    private static Contender floor(Suite suite, Primitives primitives, byte[]... slots) throws Exception {
        return suite.isAead() ? new GcmFloor(suite, primitives, slots) : new CounterModeFloor(suite, primitives, slots);
    }
}
