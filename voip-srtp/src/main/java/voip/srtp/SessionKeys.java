package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.SrtpCipherSuite;

/** The session keys that one master key has at one quotient of packet index and key derivation rate. */
final class SessionKeys implements AutoCloseable {
    private final SrtpCipherSuite suite;
    private final long quotient;
    private final PacketTransform transform;
    private final byte[] extensionKey;
    private final byte[] extensionSalt;
    private @Nullable ExtensionCipher extensions;

    /** Owns all of them. */
    SessionKeys(
            SrtpCipherSuite suite,
            long quotient,
            PacketTransform transform,
            byte[] extensionKey,
            byte[] extensionSalt) {
        this.suite = suite;
        this.quotient = quotient;
        this.transform = transform;
        this.extensionKey = extensionKey;
        this.extensionSalt = extensionSalt;
    }

    long quotient() {
        return quotient;
    }

    PacketTransform transform() {
        return transform;
    }

    /** The cipher of header extension elements, which few calls need: it is opened when it is first asked for. */
    ExtensionCipher extensions() throws GeneralSecurityException {
        ExtensionCipher opened = extensions;
        if (opened == null) {
            KeystreamCipher cipher = suite.openHeaderExtensions(extensionKey);
            if (cipher == null) {
                throw new GeneralSecurityException(suite.spec() + " does not encrypt header extensions");
            }
            opened = new ExtensionCipher(cipher, SaltedVector.counterMode(extensionSalt));
            extensions = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        Arrays.fill(extensionKey, (byte) 0);
        Arrays.fill(extensionSalt, (byte) 0);
        try {
            transform.close();
        } finally {
            if (extensions != null) {
                extensions.close();
            }
        }
    }
}
