package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

/** What an {@link SrtpSession} is opened with: a suite, the keys of one or both directions, and how they are used. */
public final class SrtpSessionBuilder {
    private final SrtpCipherSuite suite;
    private @Nullable MasterKeys send;
    private @Nullable MasterKeys receive;
    private SrtpParameters sendParameters = SrtpParameters.standard();
    private SrtpParameters receiveParameters = SrtpParameters.standard();
    private SrtpPolicy policy = SrtpPolicy.standard();

    SrtpSessionBuilder(SrtpCipherSuite suite) {
        this.suite = suite;
    }

    /** Sets our master key, without which the session only unprotects; wiped by {@link #open()}, however it ends. */
    public SrtpSessionBuilder send(MasterKey key) {
        return send(MasterKeys.of(key), SrtpParameters.standard());
    }

    /** Sets our master keys, likewise, and how we protect; keys that they replace are wiped. */
    public SrtpSessionBuilder send(MasterKeys keys, SrtpParameters parameters) {
        closeReplaced(send, keys);
        send = keys;
        sendParameters = parameters;
        return this;
    }

    /** Sets the peer's master key, without which the session only protects; wiped by {@link #open()}, however it ends. */
    public SrtpSessionBuilder receive(MasterKey key) {
        return receive(MasterKeys.of(key), SrtpParameters.standard());
    }

    /** Sets the peer's master keys, likewise, and how it protects; keys that they replace are wiped. */
    public SrtpSessionBuilder receive(MasterKeys keys, SrtpParameters parameters) {
        closeReplaced(receive, keys);
        receive = keys;
        receiveParameters = parameters;
        return this;
    }

    private static void closeReplaced(@Nullable MasterKeys former, MasterKeys keys) {
        if (former != null && former != keys) {
            former.close();
        }
    }

    /** Sets what the session accepts and remembers; the default is {@link SrtpPolicy#standard()}. */
    public SrtpSessionBuilder policy(SrtpPolicy accepted) {
        policy = accepted;
        return this;
    }

    /**
     * Opens the session, and wipes the keys that were given.
     *
     * @throws IllegalArgumentException if a key or salt does not have the suite's length, if parameters do not fit the
     *     suite or are not allowed by the policy, or if the two directions have a key in common: one key for both gives
     *     away what both sides say as soon as their SSRCs collide (RFC 3711 §9.1)
     * @throws IllegalStateException if neither direction has a key, or a key was wiped already, as by this method
     * @throws GeneralSecurityException if the suite's provider refuses, by an {@code Error} too
     */
    public SrtpSession open() throws GeneralSecurityException {
        @Nullable SendContext ours = null;
        try (MasterKeys sending = send;
                MasterKeys receiving = receive) {
            if (sending == null && receiving == null) {
                throw new IllegalStateException("a session needs a key to send with, or one to receive with");
            }
            if (sending != null && receiving != null) {
                requireOthers(sending, receiving);
            }
            ours = sending == null ? null : SendContext.open(suite, sending, sendParameters, policy);
            ReceiveContext theirs =
                    receiving == null ? null : ReceiveContext.open(suite, receiving, receiveParameters, policy);
            return new SrtpSession(suite.spec(), ours, theirs, List.of());
        } catch (Throwable e) {
            KeyDerivation.closeAfter(e, ours);
            throw e;
        }
    }

    /**
     * Opens a session that goes on from the state of another, in this process or another: under its keys and parameters, with
     * its sources. The policy is the one set here, {@linkplain SrtpPolicy#withExport for export}: nothing is sent before the
     * session's own state is {@linkplain SrtpExporter#stored stored}, which replaces the one given here.
     *
     * @param module of any provider
     * @param wrappingKey under which the state was exported; remains the caller's
     * @param state what {@link SrtpExporter#export} returned
     * @throws IllegalArgumentException if the policy does not allow the parameters or the number of sources that the state has
     * @throws IllegalStateException if keys are set here
     * @throws GeneralSecurityException if that is no state, or one of another version or suite, if it was altered, cut off or is
     *     under another key, or if the suite's provider refuses; no session is opened then
     */
    public SrtpSession resume(CryptoModule module, byte[] wrappingKey, byte[] state) throws GeneralSecurityException {
        if (send != null || receive != null) {
            throw new IllegalStateException("a state has its own keys; resume it with a builder that has none");
        }
        SessionState read = SessionState.unwrap(module, suite.spec(), wrappingKey, state);
        SrtpSessionBuilder resumed = new SrtpSessionBuilder(suite).policy(policy.withExport());
        if (read.sending() != null) {
            resumed.send(read.sending().masterKeys(), read.sending().parameters());
        }
        if (read.receiving() != null) {
            resumed.receive(read.receiving().masterKeys(), read.receiving().parameters());
        }
        SrtpSession session = resumed.open();
        try {
            read.resumeIn(session);
            return session;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    private static void requireOthers(MasterKeys send, MasterKeys receive) {
        for (MasterKeys.Entry one : send.entries()) {
            for (MasterKeys.Entry other : receive.entries()) {
                if (one.isSame(other)) {
                    throw new IllegalArgumentException(
                            "the same master key for both directions; each needs its own, or packets of"
                                    + " both sides that share an SSRC are encrypted alike (RFC 3711 §9.1)");
                }
            }
        }
    }
}
