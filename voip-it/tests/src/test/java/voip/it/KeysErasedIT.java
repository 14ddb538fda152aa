package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.Call;
import voip.api.CallChange;
import voip.api.MediaDescription;
import voip.api.PayloadType;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.MasterKeys;
import voip.srtp.SrtpExporter;
import voip.srtp.SrtpParameters;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;
import voip.testkit.HeapSearch;
import voip.testkit.MemoryNetwork;

/** That no key is in the heap once what had it is closed, although all objects that had to do with it can be reached still. */
@Timeout(120)
class KeysErasedIT {
    private static final int RATE = 16;
    private static final long LIFETIME = 1L << 48;

    private final SecureRandom random = new SecureRandom();
    private final HeapSearch search = new HeapSearch();

    @ParameterizedTest
    @ValueSource(strings = {"AES_CM_128_HMAC_SHA1_80", "AES_256_CM_HMAC_SHA1_80", "AEAD_AES_256_GCM"})
    void aClosedSessionHasLeftNoKey(String name) throws Exception {
        SrtpCipherSuite suite = CipherSuites.discover().provider("JCE").suite(name);
        SrtpParameters parameters = SrtpParameters.standard().withKeyDerivationRate(RATE);
        MasterKeys send = keys(suite, "ours");
        MasterKeys receive = keys(suite, "theirs");
        SrtpSession session = SrtpSession.builder(suite)
                .send(send, parameters)
                .receive(receive, parameters)
                .policy(SrtpPolicy.standard().withRolloverTrials(2).withRetransmission())
                .open();
        assertTrue(session.encryptExtensions(Set.of(1)));
        for (int i = 0; i < 4 * RATE; i++) {
            if (i == 2 * RATE) {
                session.sendWith(new byte[] {2});
            }
            assertEquals(Verdict.ACCEPTED, session.protect(packet(i)));
            assertEquals(Verdict.ACCEPTED, session.protectControl(control()));
            ByteBuffer forged = packet(i);
            forged.limit(forged.limit() + session.packetOverhead());
            assertEquals(Verdict.UNAUTHENTIC, session.unprotect(forged.put(forged.limit() - 1, (byte) 1)));
        }
        List<String> open = search.found();
        assertTrue(open.contains("master key 1 of ours"), "the search finds keys that are there: " + open);
        assertTrue(open.contains("master key 2 of theirs"), "the search finds keys that are there: " + open);
        session.close();
        assertEquals(List.of(), search.found());
        Reference.reachabilityFence(List.of(session, send, receive));
    }

    /** The exporter keeps the master keys, and the one that resumes makes others of the state, whose plain text is wiped. */
    @ParameterizedTest
    @ValueSource(strings = {"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_256_GCM"})
    void anExportedSessionAndTheOneThatResumesItHaveLeftNoKey(String name) throws Exception {
        CipherSuites suites = CipherSuites.discover().provider("JCE");
        SrtpCipherSuite suite = suites.suite(name);
        CryptoModule module = suites.module("JCE").orElseThrow();
        byte[] wrappingKey = new byte[32];
        random.nextBytes(wrappingKey);
        search.secret("wrapping key", wrappingKey);
        MasterKeys send = keys(suite, "ours");
        MasterKeys receive = keys(suite, "theirs");
        SrtpSession session = SrtpSession.builder(suite)
                .send(send, SrtpParameters.standard())
                .receive(receive, SrtpParameters.standard())
                .policy(SrtpPolicy.standard().withExport())
                .open();
        SrtpExporter exporter = session.exporter(module);
        for (int ssrc = 0; ssrc < 100; ssrc++) { // so many that the state grows while it is written
            exporter.begin(ssrc, 0);
        }
        byte[] state = exporter.export(wrappingKey, 100);
        SrtpSession resumed = SrtpSession.builder(suite).resume(module, wrappingKey, state);
        SrtpExporter next = resumed.exporter(module);
        next.stored(next.export(wrappingKey, 100));
        assertEquals(Verdict.ACCEPTED, resumed.protect(packet(100)));
        Arrays.fill(wrappingKey, (byte) 0);
        session.close();
        List<String> open = search.found();
        assertTrue(open.contains("master key 1 of ours"), "the search finds keys that are there: " + open);
        resumed.close();
        assertEquals(List.of(), search.found());
        Reference.reachabilityFence(List.of(session, resumed, exporter, next, send, receive, state));
    }

    /** Two keys, of which the search is told, and of what is derived from them. */
    private MasterKeys keys(SrtpCipherSuite suite, String whose) throws Exception {
        MasterKey first = key(suite, "1 of " + whose);
        MasterKey second = key(suite, "2 of " + whose);
        return MasterKeys.of(new byte[] {1}, first, LIFETIME).and(new byte[] {2}, second, LIFETIME);
    }

    private MasterKey key(SrtpCipherSuite suite, String name) throws Exception {
        byte[] key = new byte[suite.spec().keyLength()];
        byte[] salt = new byte[suite.spec().saltLength()];
        random.nextBytes(key);
        random.nextBytes(salt);
        tellOf(suite, key, salt, name, 4);
        return new MasterKey(key, salt);
    }

    private void tellOf(SrtpCipherSuite suite, byte[] key, byte[] salt, String name, int quotients) throws Exception {
        search.secret("master key " + name, key);
        try (MasterKey master = new MasterKey(key.clone(), Arrays.copyOf(salt, 14))) {
            for (int quotient = 0; quotient < quotients; quotient++) {
                for (int label : new int[] {0, 1, 3, 4, 6}) {
                    boolean authentication = label % 3 == 1;
                    int length = authentication
                            ? suite.spec().authKeyLength()
                            : suite.spec().keyLength();
                    byte[] derived = new byte[length];
                    if (length > 0) {
                        suite.derive(master, label, quotient, derived);
                        search.secret("session key " + label + "/" + quotient + " of " + name, derived);
                        Arrays.fill(derived, (byte) 0);
                    }
                }
            }
        }
    }

    private static ByteBuffer packet(int sequence) {
        byte[] packet = RtpPacket.builder()
                .ssrc(7)
                .sequence(sequence)
                .extension(1, new byte[] {1, 2, 3})
                .payload(new byte[160])
                .build()
                .toBytes();
        return ByteBuffer.wrap(Arrays.copyOf(packet, 300)).limit(packet.length);
    }

    private static ByteBuffer control() {
        return ByteBuffer.allocate(100).putInt(0, 0x80C9_0001).putInt(4, 7).limit(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES_CM_128_HMAC_SHA1_80", "AES_256_CM_HMAC_SHA1_80", "AEAD_AES_256_GCM"})
    void twoClosedStacksHaveLeftNoKeyOfTheirCalls(String name) throws Exception {
        List<Object> kept = new ArrayList<>();
        try (MemoryNetwork network = new MemoryNetwork();
                VoipStack caller = stack(network, name, "10.0.0.1");
                VoipStack callee = stack(network, name, "10.0.0.2")) {
            kept.addAll(List.of(network, caller, callee));
            Call calling = caller.offer("bob", call -> packet -> {});
            Call answered = callee.answer(Stacks.onTheWire(calling.media()), "alice", call -> call::send);
            calling.complete(Stacks.onTheWire(answered.media()));
            Set<String> told = new HashSet<>();
            tellOf(name, List.of(calling.media(), answered.media()), told);
            talk(network, calling);
            for (int i = 0; i < 3; i++) {
                var offer = Stacks.onTheWire(calling.offer(CallChange.none().freshKeys()));
                talk(network, calling);
                calling.complete(Stacks.onTheWire(answered.update(offer)));
                tellOf(name, List.of(calling.media(), answered.media()), told);
                talk(network, calling);
            }
            tellOf(name, List.of(calling.offer(CallChange.none().freshKeys())), told);
            assertEquals(9, told.size(), "four agreements of two keys each, and an offer under way");
            assertNotEquals(List.of(), search.found(), "the search finds keys that are there");
            kept.addAll(List.of(calling, answered));
        }
        assertEquals(List.of(), search.found());
        Reference.reachabilityFence(kept);
    }

    private static VoipStack stack(MemoryNetwork network, String suite, String address) throws Exception {
        VoipStackBuilder builder = VoipStack.builder()
                .bind(new InetSocketAddress(address, 5004))
                .codecs(PayloadType.PCMU)
                .cipherSuites(suite)
                .transport(network.transport());
        return Stacks.started(builder);
    }

    private static void talk(MemoryNetwork network, Call call) {
        for (int i = 0; i < 20; i++) {
            assertEquals(Verdict.ACCEPTED, call.send(Stacks.packet(160 * i, new byte[160])));
            network.advance(Duration.ofMillis(20));
        }
    }

    /** Tells the search of the keys of descriptions; what is remembered of those told says nothing. */
    private void tellOf(String name, List<MediaDescription> descriptions, Set<String> told) throws Exception {
        SrtpCipherSuite suite = CipherSuites.discover().provider("JCE").suite(name);
        for (MediaDescription description : descriptions) {
            String base64 = description.crypto().get(0).replaceAll(".*inline:([A-Za-z0-9+/=]+).*", "$1");
            byte[] both = Base64.getDecoder().decode(base64);
            byte[] key = Arrays.copyOf(both, suite.spec().keyLength());
            byte[] salt = Arrays.copyOfRange(both, key.length, both.length);
            String number = told.size() + " of the call";
            if (told.add(Integer.toHexString(Arrays.hashCode(both)))) {
                tellOf(suite, key, salt, number, 1);
            }
            Arrays.fill(both, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }
}
