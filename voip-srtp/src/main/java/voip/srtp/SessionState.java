package voip.srtp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.SuiteSpec;

/**
 * What an exported state has of a session, and its form: a header that is authenticated, and the rest, which is encrypted too.
 *
 * <pre>
 * "SRTS" 4 | version 1 | wrapped by CryptoModule.wrap:
 *     length of the suite's name 1 | name | encrypted header extension identifiers, a bit each 32
 *     directions, 1 for sending and 2 for receiving 1 | sending | receiving
 * </pre>
 */
record SessionState(
        String suite,
        @Nullable ExtensionSet encryptedExtensions,
        @Nullable DirectionState sending,
        @Nullable DirectionState receiving) {
    private static final byte VERSION = 1;
    private static final byte[] HEADER = {'S', 'R', 'T', 'S', VERSION};
    private static final int SENDS = 1;
    private static final int RECEIVES = 2;

    /** The state of a session, with so many indexes of each source reserved. */
    static SessionState of(SrtpSession session, long lease) {
        if (session.isClosed()) {
            throw new IllegalStateException("the session is closed, and has no keys left to export");
        }
        SendContext sending = session.sending();
        ReceiveContext receiving = session.receiving();
        return new SessionState(
                session.suite(),
                session.encryptedExtensions(),
                sending == null ? null : sending.state(lease),
                receiving == null ? null : receiving.state(lease));
    }

    /** Lets a session that was opened with its keys go on from here. */
    void resumeIn(SrtpSession session) throws GeneralSecurityException {
        if (!session.encryptExtensions(encryptedExtensions)) {
            throw new GeneralSecurityException(
                    "the state has header extensions encrypted, which " + session.spec() + " does not do");
        }
        SendContext ours = session.sending();
        if (ours != null && sending != null) {
            ours.resume(sending);
        }
        ReceiveContext theirs = session.receiving();
        if (theirs != null && receiving != null) {
            theirs.resume(receiving);
        }
    }

    byte[] wrap(CryptoModule module, byte[] wrappingKey) throws GeneralSecurityException {
        byte[] secret = toBytes();
        try {
            byte[] wrapped = module.wrap(wrappingKey, HEADER, secret);
            byte[] state = Arrays.copyOf(HEADER, HEADER.length + wrapped.length);
            System.arraycopy(wrapped, 0, state, HEADER.length, wrapped.length);
            return state;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] toBytes() {
        try (StateWriter state = new StateWriter()) {
            byte[] name = suite.getBytes(StandardCharsets.US_ASCII);
            state.uint8(name.length).bytes(name).bytes(ExtensionSet.toBytes(encryptedExtensions));
            state.uint8((sending == null ? 0 : SENDS) + (receiving == null ? 0 : RECEIVES));
            if (sending != null) {
                sending.writeTo(state);
            }
            if (receiving != null) {
                receiving.writeTo(state);
            }
            return state.toBytes();
        }
    }

    /**
     * Opens a state for a suite.
     *
     * @throws GeneralSecurityException if it is none, or of another version or suite, was altered or is under another key
     */
    static SessionState unwrap(CryptoModule module, SuiteSpec suite, byte[] wrappingKey, byte[] state)
            throws GeneralSecurityException {
        int magic = HEADER.length - 1;
        if (state.length < HEADER.length || !Arrays.equals(state, 0, magic, HEADER, 0, magic)) {
            throw new GeneralSecurityException("this is not the state of an SRTP session, or its beginning was altered;"
                    + " give what SrtpExporter.export returned");
        }
        if (state[magic] != VERSION) {
            throw new GeneralSecurityException("the state is of version " + (state[magic] & 0xFF) + ", and this reads "
                    + VERSION + "; resume it with the version of voip.srtp that has exported it");
        }
        byte[] secret;
        try {
            secret = module.unwrap(wrappingKey, HEADER, Arrays.copyOfRange(state, HEADER.length, state.length));
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(
                    "the state does not open: it is under another key, or was cut off or altered", e);
        }
        try {
            return read(suite, ByteBuffer.wrap(secret));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new GeneralSecurityException("the state is authentic, and not what version " + VERSION + " has", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static SessionState read(SuiteSpec suite, ByteBuffer state) throws GeneralSecurityException {
        byte[] name = new byte[state.get() & 0xFF];
        state.get(name);
        String exported = new String(name, StandardCharsets.US_ASCII);
        if (!exported.equals(suite.name())) {
            throw new GeneralSecurityException(
                    "the state is of a session with " + exported + ", and cannot be resumed with " + suite.name());
        }
        ExtensionSet extensions = ExtensionSet.readFrom(state);
        int directions = state.get();
        return new SessionState(
                exported,
                extensions,
                (directions & SENDS) == 0 ? null : DirectionState.readFrom(state),
                (directions & RECEIVES) == 0 ? null : DirectionState.readFrom(state));
    }
}
