package voip.app.bench;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;

/** The keys of all calls of an echo, of both directions, and the sessions that they open. */
final class CallKeys implements AutoCloseable {
    private final SrtpCipherSuite suite;
    private final List<MasterKey> ofPeers = new ArrayList<>();
    private final List<MasterKey> ofEcho = new ArrayList<>();

    CallKeys(SrtpCipherSuite suite, int calls, RandomGenerator random) {
        this.suite = suite;
        for (int i = 0; i < calls; i++) {
            ofPeers.add(key(random));
            ofEcho.add(key(random));
        }
    }

    private MasterKey key(RandomGenerator random) {
        byte[] key = new byte[suite.spec().keyLength()];
        byte[] salt = new byte[suite.spec().saltLength()];
        random.nextBytes(key);
        random.nextBytes(salt);
        return new MasterKey(key, salt);
    }

    /** Opens what protects the packets of the peers. */
    List<SrtpSession> peers() throws GeneralSecurityException {
        List<SrtpSession> sessions = new ArrayList<>();
        for (MasterKey key : ofPeers) {
            sessions.add(SrtpSession.sender(suite, copy(key), SrtpPolicy.standard()));
        }
        return sessions;
    }

    /** Opens what the echo has. */
    List<SrtpSession> echo() throws GeneralSecurityException {
        List<SrtpSession> sessions = new ArrayList<>();
        for (int i = 0; i < ofEcho.size(); i++) {
            sessions.add(SrtpSession.open(suite, copy(ofEcho.get(i)), copy(ofPeers.get(i)), SrtpPolicy.standard()));
        }
        return sessions;
    }

    /** A key to be wiped by the session that it opens. */
    private static MasterKey copy(MasterKey key) {
        return new MasterKey(key.key().clone(), key.salt().clone());
    }

    @Override
    public void close() {
        ofPeers.forEach(MasterKey::close);
        ofEcho.forEach(MasterKey::close);
    }
}
