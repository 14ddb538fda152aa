package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** The way from a master key to session keys of one direction (RFC 3711 §4.3, RFC 6904 §3). */
final class KeyDerivation {
    private static final int RTP = 0;
    private static final int RTCP = 3;
    private static final int ENCRYPTION = 0;
    private static final int AUTHENTICATION = 1;
    private static final int SALT = 2;
    private static final int EXTENSION_KEY = 6;
    private static final int EXTENSION_SALT = 7;
    private static final int MASTER_SALT = 14;

    private final SrtpCipherSuite suite;
    private final SuiteSpec spec;
    private final MasterKey master;
    private final Layout layout;
    private final long quotient;

    private KeyDerivation(SrtpCipherSuite suite, MasterKey padded, Layout layout, long quotient) {
        this.suite = suite;
        this.spec = suite.spec();
        this.master = padded;
        this.layout = layout;
        this.quotient = quotient;
    }

    static void check(SuiteSpec spec, MasterKey master) {
        if (master.key().length != spec.keyLength() || master.salt().length != spec.saltLength()) {
            throw new IllegalArgumentException(spec.name() + " takes a master key of " + spec.keyLength()
                    + " bytes and a salt of " + spec.saltLength() + ", not " + master.key().length + " and "
                    + master.salt().length);
        }
    }

    /**
     * Derives the keys that hold at a quotient of packet index and key derivation rate, and opens ciphers with them; all
     * copies of keys made on the way are wiped.
     *
     * @throws GeneralSecurityException if the provider refuses, by an {@code Error} too
     */
    static SessionKeys open(SrtpCipherSuite suite, MasterKey master, Layout layout, long quotient)
            throws GeneralSecurityException {
        byte[] key = master.key().clone();
        // RFC 7714 §11: a salt of 12 bytes is padded on the right for the derivation.
        byte[] salt = Arrays.copyOf(master.salt(), MASTER_SALT);
        try (MasterKey padded = new MasterKey(key, salt)) {
            return new KeyDerivation(suite, padded, layout, quotient).open();
        } catch (Error e) {
            // FIPS providers refuse by an Error of their own; only the JVM's own failures go on.
            if (e instanceof VirtualMachineError) {
                throw e;
            }
            throw new GeneralSecurityException(suite.spec() + " refuses to open a session", e);
        }
    }

    private SessionKeys open() throws GeneralSecurityException {
        byte[] rtpSalt = new byte[spec.saltLength()];
        byte[] rtcpSalt = new byte[spec.saltLength()];
        byte[] extensionKey = new byte[spec.keyLength()];
        byte[] extensionSalt =
                new byte[spec.saltLength()]; // RFC 6904 §3: as long as the payload's, with AEAD suites too
        boolean complete = false;
        try {
            suite.derive(master, RTP + SALT, quotient, rtpSalt);
            suite.derive(master, RTCP + SALT, quotient, rtcpSalt);
            suite.derive(master, EXTENSION_KEY, quotient, extensionKey);
            suite.derive(master, EXTENSION_SALT, quotient, extensionSalt);
            PacketTransform transform = open(rtpSalt, rtcpSalt);
            complete = true;
            return new SessionKeys(suite, quotient, transform, extensionKey, extensionSalt);
        } finally {
            Arrays.fill(rtpSalt, (byte) 0);
            Arrays.fill(rtcpSalt, (byte) 0);
            if (!complete) {
                Arrays.fill(extensionKey, (byte) 0);
                Arrays.fill(extensionSalt, (byte) 0);
            }
        }
    }

    private PacketTransform open(byte[] rtpSalt, byte[] rtcpSalt) throws GeneralSecurityException {
        @Nullable SrtpCipher rtp = null;
        @Nullable SrtpCipher rtcp = null;
        try {
            rtp = openCipher(RTP);
            rtcp = openCipher(RTCP);
            return spec.kind() == SuiteSpec.Kind.AEAD
                    ? new AeadTransform(spec, (AeadCipher) rtp, rtpSalt, (AeadCipher) rtcp, rtcpSalt)
                    : new CounterModeTransform(
                            layout, (CounterModeCipher) rtp, rtpSalt, (CounterModeCipher) rtcp, rtcpSalt);
        } catch (Throwable e) {
            closeAfter(e, rtp);
            closeAfter(e, rtcp);
            throw e;
        }
    }

    /** Closes what was opened before a failure, which it must not hide. */
    static void closeAfter(Throwable failure, @Nullable AutoCloseable opened) {
        if (opened != null) {
            try {
                opened.close();
            } catch (Throwable e) {
                if (e != failure) {
                    failure.addSuppressed(e);
                }
            }
        }
    }

    private SrtpCipher openCipher(int labels) throws GeneralSecurityException {
        byte[] key = new byte[spec.keyLength()];
        byte[] authKey = new byte[spec.authKeyLength()];
        try {
            suite.derive(master, labels + ENCRYPTION, quotient, key);
            suite.derive(master, labels + AUTHENTICATION, quotient, authKey);
            return suite.open(key, authKey);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(authKey, (byte) 0);
        }
    }
}
