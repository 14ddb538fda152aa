package voip.crypto.jce.plugin;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** How the HMAC-SHA1 of packets is made. */
enum HmacConstruction {
    /** From two kept states of SHA-1, where there is one that can be cloned; else as {@link #MAC}. */
    STATES {
        @Override
        PacketHmac open(byte[] key) throws GeneralSecurityException {
            HmacStates states = HmacStates.open(key);
            return states == null ? MAC.open(key) : states;
        }
    },
    /** By the JDK's {@code Mac}. */
    MAC {
        @Override
        PacketHmac open(byte[] key) throws GeneralSecurityException {
            return new Hmac("HmacSHA1", key);
        }
    };

    /** The system property that chooses for the whole JVM. */
    static final String PROPERTY = "voip.crypto.jce.hmac";

    /** Opens an HMAC, which takes a copy of the key. */
    abstract PacketHmac open(byte[] key) throws GeneralSecurityException;

    /** What {@link #PROPERTY} was when this was first asked. */
    static HmacConstruction chosen() throws GeneralSecurityException {
        return of(Choice.VALUE);
    }

    static HmacConstruction of(@Nullable String value) throws GeneralSecurityException {
        if (value == null || value.equals("states")) {
            return STATES;
        }
        if (value.equals("mac")) {
            return MAC;
        }
        throw new GeneralSecurityException("-D" + PROPERTY + "=" + value + " is neither states, the default, nor mac");
    }

    private static final class Choice {
        private static final @Nullable String VALUE = System.getProperty(PROPERTY);
    }
}
