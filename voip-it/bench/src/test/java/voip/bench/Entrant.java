package voip.bench;

/** Who is measured. */
public enum Entrant {
    /** {@code voip.srtp} with {@code voip.crypto.jce}. */
    VOIP {
        @Override
        Contender open(Suite suite, byte[] array) throws Exception {
            return new VoipContender(suite, array);
        }
    },
    /** The primitives alone, of the same provider as ours. */
    FLOOR {
        @Override
        Contender open(Suite suite, byte[] array) throws Exception {
            return suite.isAead() ? new GcmFloor(suite, array) : new CounterModeFloor(suite, array);
        }
    },
    /** jitsi-srtp as it comes: with the OpenSSL library that it brings, where that loads. */
    JITSI {
        @Override
        Contender open(Suite suite, byte[] array) throws Exception {
            return JitsiContender.open(suite, array);
        }
    },
    /** jitsi-srtp on the provider that we use, without its native library. */
    JITSI_JAVA {
        @Override
        Contender open(Suite suite, byte[] array) throws Exception {
            return JitsiContender.openInJava(suite, array, Packets.SSRC);
        }
    };

    /** Whether it has the suite: jitsi-srtp derives no keys where it does not encrypt. */
    boolean has(Suite suite) {
        return this == VOIP || this == FLOOR || !suite.isNull();
    }

    /** Opens it on an array with room for a packet and what SRTP adds. */
    abstract Contender open(Suite suite, byte[] array) throws Exception;
}
