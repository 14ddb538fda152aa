package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import voip.api.Call;
import voip.api.CallChange;
import voip.api.MediaDescription;
import voip.api.PayloadType;
import voip.api.Verdict;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;
import voip.srtp.CryptoAttribute;
import voip.srtp.DtlsSrtp;
import voip.srtp.MasterKeys;
import voip.srtp.Sdes;
import voip.srtp.SrtpExporter;
import voip.srtp.SrtpParameters;
import voip.srtp.SrtpPolicy;
import voip.srtp.SrtpSession;
import voip.testkit.MemoryNetwork;

/** No text that the framework writes of its own accord has a key in it: toString, log lines of any level, messages. */
@Timeout(60)
class SecretsIT {
    private static final String TAG_80 = "AES_CM_128_HMAC_SHA1_80";
    private static final long LIFETIME = 1L << 20;
    private static final SrtpCipherSuite SUITE =
            CipherSuites.discover().provider("JCE").suite(TAG_80);

    private final List<String> texts = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();
    private LogCount log;

    @BeforeEach
    void listen() {
        log = LogCount.open();
    }

    @AfterEach
    void nothingWasTold() {
        log.close();
        for (Message message : log.messages()) {
            texts.add(message.getFormattedMessage());
            told(message.getThrowable());
        }
        assertTrue(texts.size() > 1);
        assertTrue(secrets.size() > 0);
        for (Secret secret : secrets) {
            texts.forEach(secret::assertNotIn);
        }
    }

    @Test
    void sessionsTellNothing() throws Exception {
        MasterKeys send =
                MasterKeys.of(new byte[] {1}, secret().key(), LIFETIME).and(new byte[] {2}, secret().key(), LIFETIME);
        MasterKeys receive = MasterKeys.of(secret().key());
        var builder = SrtpSession.builder(SUITE)
                .send(send, SrtpParameters.standard().withKeyDerivationRate(1))
                .receive(receive, SrtpParameters.standard());
        SrtpSession session = builder.open();
        session.onEvent(this::see);
        see(builder, send, receive, session, session.encryptExtensions(Set.of(1)));
        assertEquals(Verdict.UNAUTHENTIC, session.unprotect(ByteBuffer.wrap(packet())));
        see(session.protect(ByteBuffer.wrap(Arrays.copyOf(packet(), 200)).limit(100)));
        see(thrown(() -> session.sendWith(new byte[] {9})));
        see(thrown(() -> session.sendRolloverCounter(0, -1)));
        session.close();
        see(session);
        see(thrown(builder::open));
        see(secret().key(), SUITE, SUITE.spec(), SUITE.knownAnswers());
    }

    @Test
    void exportedStatesTellNothing() throws Exception {
        CryptoModule module = CipherSuites.discover().module("JCE").orElseThrow();
        Secret wrapping = new Secret(16, 0);
        secrets.add(wrapping);
        MasterKeys send =
                MasterKeys.of(new byte[] {1}, secret().key(), LIFETIME).and(new byte[] {2}, secret().key(), LIFETIME);
        SrtpPolicy policy = SrtpPolicy.standard().withExport();
        SrtpSession session = SrtpSession.builder(SUITE)
                .send(send, SrtpParameters.standard())
                .policy(policy)
                .open();
        SrtpExporter exporter = session.exporter(module);
        byte[] state = exporter.export(wrapping.bytes(), 10);
        see(policy, exporter, new String(state, StandardCharsets.ISO_8859_1), Arrays.toString(state));
        see(thrown(() -> exporter.stored(new byte[3])));
        see(thrown(() -> exporter.export(wrapping.bytes(), 0)));
        var builder = SrtpSession.builder(SUITE);
        see(builder, thrown(() -> builder.resume(module, new byte[16], state)));
        see(thrown(() -> builder.resume(module, new byte[15], state)));
        state[state.length - 1]++;
        see(thrown(() -> builder.resume(module, wrapping.bytes(), state)));
        session.close();
        see(thrown(() -> exporter.export(wrapping.bytes(), 10)));
    }

    @Test
    void refusalsOfKeysTellNothing() {
        for (int keyLength : new int[] {0, 15, 17, 30, 32}) {
            for (int saltLength : new int[] {0, 12, 13, 15}) {
                Secret wrong = new Secret(keyLength, saltLength + 6);
                secrets.add(wrong);
                see(thrown(() -> SrtpSession.sender(SUITE, wrong.key(), SrtpPolicy.standard())));
                see(thrown(() -> SrtpSession.open(SUITE, secret().key(), wrong.key(), SrtpPolicy.standard())));
            }
        }
        Secret both = secret();
        see(thrown(() -> SrtpSession.open(SUITE, both.key(), both.key(), SrtpPolicy.standard())));
        see(thrown(() -> MasterKeys.of(new byte[129], both.key(), LIFETIME)));
        see(thrown(() -> MasterKeys.of(both.key(), 0)));
        see(thrown(() -> MasterKeys.of(new byte[1], both.key(), 1).and(new byte[1], both.key(), 1)));
        for (DtlsSrtp profile : DtlsSrtp.all()) {
            Secret block = new Secret(0, profile.exportLength() + 1);
            secrets.add(block);
            see(profile);
            see(thrown(() -> profile.openClient(SUITE, block.bytes(), SrtpPolicy.standard())));
            see(thrown(() -> profile.openServer(SUITE, block.bytes(), SrtpPolicy.standard())));
        }
    }

    @Test
    void badLinesTellNothing() {
        String suite = TAG_80;
        KeyNegotiation negotiation = Sdes.negotiation(
                List.of(SUITE),
                CipherSuites.discover().module("JCE").orElseThrow().random(),
                SrtpPolicy.standard());
        see(negotiation);
        for (String line : List.of(
                "1 " + suite + " inline:KEY",
                "1 " + suite + " inline:KEY|2^20|1:4",
                "1 " + suite + " inline:KEY|2^99|1:4",
                "1 " + suite + " inline:KEY|2^20|KEY:4",
                "1 " + suite + " inline:KEY|KEY",
                "1 " + suite + " inline:KEYx",
                "1 " + suite + " inline:KEYKEY",
                "1 " + suite + " inline:KEY inline:KEY",
                "1 " + suite + " inline:KEY;inline:KEY",
                "1 " + suite + " inline: KEY",
                "1 " + suite + " INLINE:KEY",
                "1 " + suite + " KEY",
                "1 " + suite + " inline:KEY KDR=KEY",
                "1 " + suite + " inline:KEY KDR=99",
                "1 " + suite + " inline:KEY UNENCRYPTED_SRTP",
                "1 " + suite + " inline:KEY FEC_KEY=inline:KEY",
                "1 " + suite + " inline:KEY KEY=KEY",
                "1 " + suite + " inline:KEY\t",
                "1234567890 " + suite + " inline:KEY",
                "KEY " + suite + " inline:KEY",
                "1 KEY inline:KEY",
                "1 F8_128_HMAC_SHA1_80 inline:KEY",
                "1 AES_256_CM_HMAC_SHA1_80 inline:KEY",
                "1 AEAD_AES_128_GCM inline:KEY",
                suite + " inline:KEY",
                "inline:KEY",
                "KEY")) {
            String value = line.replace("KEY", secret().base64());
            try (CryptoAttribute attribute = CryptoAttribute.parse(value)) {
                see(attribute, attribute.problem(SUITE.spec(), SrtpPolicy.standard()));
            } catch (IllegalArgumentException e) {
                told(e);
            }
            see(attempt(() -> Sdes.sender(value, List.of(SUITE)).close()));
            see(attempt(() -> negotiation.answer(List.of(value), null, false)));
            see(attempt(() -> negotiation.offer(null).complete(List.of(value), null)));
        }
    }

    @Test
    void callsTellNothing() throws Exception {
        try (MemoryNetwork network = new MemoryNetwork();
                VoipStack caller = stack(network, "10.0.0.1");
                VoipStack callee = stack(network, "10.0.0.2")) {
            Call calling = caller.offer("bob", call -> packet -> {});
            seeKeysOf(calling.media());
            see(thrown(() -> calling.complete(calling.media())));
            Call offering = caller.offer("bob", call -> packet -> {});
            Call answered = callee.answer(Stacks.onTheWire(offering.media()), "alice", call -> call::send);
            offering.complete(Stacks.onTheWire(answered.media()));
            seeKeysOf(offering.media());
            seeKeysOf(answered.media());
            for (int i = 0; i < 10; i++) {
                see(offering.send(Stacks.packet(160 * i, new byte[160])));
                network.advance(Duration.ofMillis(20));
            }
            MediaDescription offer = offering.offer(CallChange.none().freshKeys());
            seeKeysOf(offer);
            see(thrown(() -> answered.update(offer.toBuilder()
                    .crypto(List.of("1 X inline:" + secret().base64()))
                    .build())));
            offering.complete(Stacks.onTheWire(answered.update(Stacks.onTheWire(offer))));
            see(caller, callee, calling, offering, answered, offering.statistics(), offering.remoteMedia());
            see(caller.calls(), callee.calls(), caller.verdicts(), network);
        }
    }

    @Test
    void providersThatFailTellNothingOfKeys() throws Exception {
        for (int fails = 0; fails < 4; fails++) {
            FailingSuite suite = new FailingSuite(fails);
            see(attempt(() -> {
                try (SrtpSession session =
                        SrtpSession.open(suite, secret().key(), secret().key(), SrtpPolicy.standard())) {
                    see(
                            session,
                            session.protect(ByteBuffer.wrap(Arrays.copyOf(packet(), 200))
                                    .limit(100)));
                    see(session.unprotect(ByteBuffer.wrap(packet())));
                    see(attempt(() -> session.encryptExtensions(Set.of(1))));
                }
            }));
        }
        assertTrue(log.events() > 0, "failures on packets are logged");
    }

    private Secret secret() {
        Secret secret = Secret.of(SUITE.spec());
        secrets.add(secret);
        return secret;
    }

    /** The text of the description, of which the keys must not be in any other. */
    private void seeKeysOf(MediaDescription description) {
        String base64 = description.crypto().get(0).replaceAll(".*inline:([A-Za-z0-9+/=]+).*", "$1");
        secrets.add(Secret.of(SUITE.spec(), base64));
        see(description, description.toBuilder());
    }

    private void see(Object... objects) {
        for (Object object : objects) {
            if (object instanceof Throwable thrown) {
                told(thrown);
            } else {
                texts.add(String.valueOf(object));
            }
        }
    }

    /** With its causes and what was suppressed. */
    private void told(Throwable thrown) {
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            texts.add(trace.toString());
        }
    }

    private static Throwable thrown(Executable action) {
        return assertThrows(Exception.class, action);
    }

    private static Object attempt(Executable action) {
        try {
            action.execute();
            return "nothing was thrown";
        } catch (Throwable e) {
            return e;
        }
    }

    private static byte[] packet() {
        byte[] packet = new byte[100];
        packet[0] = (byte) 0x80;
        return packet;
    }

    private static VoipStack stack(MemoryNetwork network, String address) throws Exception {
        VoipStackBuilder builder = VoipStack.builder()
                .bind(new InetSocketAddress(address, 5004))
                .codecs(PayloadType.PCMU)
                .cipherSuites(TAG_80)
                .transport(network.transport());
        return Stacks.started(builder);
    }

    /** Fails when keys are derived, when ciphers are opened, when they work, or when they are closed. */
    private record FailingSuite(int fails) implements SrtpCipherSuite {
        @Override
        public SuiteSpec spec() {
            return SUITE.spec();
        }

        @Override
        public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
            failAt(0);
            SUITE.derive(master, label, indexDivKdr, out);
        }

        @Override
        public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
            failAt(1);
            CounterModeCipher cipher = (CounterModeCipher) SUITE.open(sessionKey, sessionAuthKey);
            return new CounterModeCipher() {
                @Override
                public void apply(byte[] iv, byte[] data, int offset, int length) throws GeneralSecurityException {
                    failAt(2);
                    cipher.apply(iv, data, offset, length);
                }

                @Override
                public void mac(byte[] data, int offset, int length, byte[] trailer, byte[] out)
                        throws GeneralSecurityException {
                    failAt(2);
                    cipher.mac(data, offset, length, trailer, out);
                }

                @Override
                public void close() {
                    cipher.close();
                    if (fails == 3) {
                        throw new IllegalStateException("told to fail");
                    }
                }
            };
        }

        private void failAt(int step) throws GeneralSecurityException {
            if (fails == step) {
                throw new GeneralSecurityException("told to fail");
            }
        }
    }
}
