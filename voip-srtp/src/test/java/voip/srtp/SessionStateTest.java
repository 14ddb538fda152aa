package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.srtp.Exports.WRAPPING_KEY;
import static voip.srtp.Exports.export;
import static voip.srtp.Exports.exporter;
import static voip.srtp.Exports.next;
import static voip.srtp.Exports.resume;
import static voip.srtp.Exports.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import voip.api.RtpPacket;
import voip.api.Verdict;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** The form of an exported state: what it holds, and that it holds together. */
class SessionStateTest {
    private static final long SSRC = 0xDEAD_BEEFL;
    private static final SrtpPolicy ALLOWING = Exports.POLICY.allowing(Set.of(SessionParameter.values()));

    static Stream<SrtpParameters> parameters() {
        SrtpParameters standard = SrtpParameters.standard();
        return Stream.of(
                standard,
                standard.withKeyDerivationRate(16),
                standard.withRolloverCarrier(new RolloverCarrier(RolloverCarrier.Mode.ALL, 50, 10)),
                standard.withRolloverCarrier(new RolloverCarrier(RolloverCarrier.Mode.CARRYING, 32_768, 24)),
                standard.withRolloverCarrier(new RolloverCarrier(RolloverCarrier.Mode.NONE, 65_535, 4)),
                standard.with(SessionParameter.UNENCRYPTED_SRTP),
                standard.with(SessionParameter.UNENCRYPTED_SRTCP),
                standard.with(SessionParameter.UNAUTHENTICATED_SRTP).with(SessionParameter.UNENCRYPTED_SRTP));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void aResumedSessionProtectsAsTheOneBeforeItWould(SrtpParameters parameters) throws Exception {
        try (SrtpSession session = Exports.sender(Fixtures.SUITE_80, parameters, ALLOWING);
                SrtpSession same = Exports.sender(Fixtures.SUITE_80, parameters, ALLOWING)) {
            exporter(session).begin(SSRC, 65_500);
            exporter(same).begin(SSRC, 65_500);
            store(same, 1000);
            byte[] state = store(session, 20);
            try (SrtpSession resumed = resume(Fixtures.SUITE_80, ALLOWING, state)) {
                store(resumed);
                for (int i = 0; i < 20; i++) {
                    next(same, SSRC);
                }
                for (int i = 0; i < 60; i++) {
                    assertArrayEquals(next(same, SSRC), next(resumed, SSRC), "packet " + i);
                }
                byte[] report = Fixtures.rtcp((int) SSRC);
                assertEquals(Verdict.LEASE_ENDED, Exports.sendControl(same, (int) SSRC));
                assertEquals(Verdict.LEASE_ENDED, Exports.sendControl(resumed, (int) SSRC));
                store(same);
                store(resumed);
                assertArrayEquals(Fixtures.protectControl(same, report), Fixtures.protectControl(resumed, report));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AEAD_AES_128_GCM", "AEAD_AES_256_GCM", "AES_192_CM_HMAC_SHA1_32", "NULL_HMAC_SHA1_80"})
    void bothDirectionsOfAnySuiteGoOnInOneState(String name) throws Exception {
        SrtpCipherSuite suite = Fixtures.suite(name);
        try (SrtpSession session = both(suite, 1, 100);
                SrtpSession peer = both(suite, 100, 1)) {
            exporter(session).begin(SSRC, 9);
            exporter(peer).begin(4, 2);
            store(session);
            store(peer);
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(peer, next(session, SSRC)));
            byte[] received = next(peer, 4);
            assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(session, received));
            try (SrtpSession resumed = resume(suite, SrtpPolicy.standard(), export(session))) {
                store(resumed);
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(peer, next(resumed, SSRC)));
                assertEquals(Verdict.TOO_OLD, Fixtures.unprotect(resumed, received));
                assertEquals(Verdict.ACCEPTED, Fixtures.unprotect(resumed, next(peer, 4)));
            }
        }
    }

    private static SrtpSession both(SrtpCipherSuite suite, int ours, int theirs) throws Exception {
        return SrtpSession.builder(suite)
                .send(Fixtures.key(suite.spec(), ours))
                .receive(Fixtures.key(suite.spec(), theirs))
                .policy(Exports.POLICY)
                .open();
    }

    @Test
    void encryptedHeaderExtensionsStayEncrypted() throws Exception {
        byte[] packet = RtpPacket.builder()
                .ssrc(SSRC)
                .sequence(1)
                .extension(14, new byte[] {1, 2, 3})
                .payload(new byte[10])
                .build()
                .toBytes();
        try (SrtpSession session = Exports.sender()) {
            assertTrue(session.encryptExtensions(Set.of(1, 14, 255)));
            exporter(session).begin(SSRC, 0);
            byte[] state = store(session, 1);
            try (SrtpSession resumed = resume(state)) {
                store(resumed);
                byte[] sent = Fixtures.protect(resumed, packet);
                assertFalse(Arrays.equals(packet, 12, 20, sent, 12, 20), "in clear");
            }
            GeneralSecurityException cannot = assertThrows(
                    GeneralSecurityException.class,
                    () -> resume(new WithoutExtensions(Fixtures.SUITE_80), SrtpPolicy.standard(), state));
            assertTrue(cannot.getMessage().contains("header extensions"), cannot.getMessage());
        }
    }

    /** A suite of that name without a cipher for header extensions. */
    private record WithoutExtensions(SrtpCipherSuite suite) implements SrtpCipherSuite {
        @Override
        public SuiteSpec spec() {
            return suite.spec();
        }

        @Override
        public void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException {
            suite.derive(master, label, indexDivKdr, out);
        }

        @Override
        public SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
            return suite.open(sessionKey, sessionAuthKey);
        }

        @Override
        public KeystreamCipher openHeaderExtensions(byte[] sessionKey) {
            return null;
        }
    }

    @Test
    void everyAlteredByteIsRefused() throws Exception {
        byte[] state = state();
        for (int at = 0; at < state.length; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit += at < 20 ? 1 : 7) {
                byte[] altered = state.clone();
                altered[at] ^= (byte) (1 << bit);
                String refusal = refusal(altered);
                String expected = at < 4 ? "not the state" : at == 4 ? "version" : "does not open";
                assertTrue(refusal.contains(expected), "byte " + at + ": " + refusal);
            }
        }
    }

    @Test
    void everyTruncatedStateIsRefused() throws Exception {
        byte[] state = state();
        for (int length = 0; length < state.length; length++) {
            refusal(Arrays.copyOf(state, length));
        }
        refusal(Arrays.copyOf(state, state.length + 1));
    }

    @Test
    void anotherKeyVersionOrSuiteIsRefusedByName() throws Exception {
        byte[] state = state();
        byte[] otherKey = WRAPPING_KEY.clone();
        otherKey[31] = 1;
        SrtpSessionBuilder builder = SrtpSession.builder(Fixtures.SUITE_80);
        GeneralSecurityException byKey =
                assertThrows(GeneralSecurityException.class, () -> builder.resume(Fixtures.MODULE, otherKey, state));
        assertTrue(byKey.getMessage().contains("another key"), byKey.getMessage());
        byte[] newer = state.clone();
        newer[4] = 2;
        assertEquals(
                "the state is of version 2, and this reads 1; resume it with the version of voip.srtp that has exported it",
                refusal(newer));
        GeneralSecurityException bySuite = assertThrows(
                GeneralSecurityException.class, () -> resume(Fixtures.SUITE_32, SrtpPolicy.standard(), state));
        assertEquals(
                "the state is of a session with AES_CM_128_HMAC_SHA1_80, and cannot be resumed with"
                        + " AES_CM_128_HMAC_SHA1_32",
                bySuite.getMessage());
        try (SrtpSession resumed = builder.resume(Fixtures.MODULE, WRAPPING_KEY, state)) {
            assertEquals(Set.of(SSRC), exporter(resumed).sources(), "a builder that failed before");
        }
    }

    /** Only who has the wrapping key can make one. */
    @Test
    void whatIsAuthenticAndNoStateIsRefused() throws Exception {
        byte[] header = {'S', 'R', 'T', 'S', 1};
        byte[] name = "\27AES_CM_128_HMAC_SHA1_80".getBytes(StandardCharsets.US_ASCII);
        for (int length : new int[] {0, 1, 24, 56, 57, 60, 100, 200}) {
            byte[] secret = Arrays.copyOf(name, length);
            Arrays.fill(secret, Math.min(56, length), length, (byte) 3);
            byte[] wrapped = Fixtures.MODULE.wrap(WRAPPING_KEY, header, secret);
            byte[] state = Arrays.copyOf(header, header.length + wrapped.length);
            System.arraycopy(wrapped, 0, state, header.length, wrapped.length);
            refusal(state);
        }
    }

    @Test
    void aPolicyMayBeTooStrictForAState() throws Exception {
        try (SrtpSession session = Exports.sender(
                Fixtures.SUITE_80, SrtpParameters.standard().with(SessionParameter.UNENCRYPTED_SRTP), ALLOWING)) {
            byte[] state = export(session);
            assertThrows(IllegalArgumentException.class, () -> resume(state));
        }
        try (SrtpSession session = Exports.sender()) {
            for (int ssrc = 0; ssrc < 3; ssrc++) {
                exporter(session).begin(ssrc, 0);
            }
            byte[] state = export(session);
            SrtpPolicy few = SrtpPolicy.standard().withMaxSources(2);
            String message = assertThrows(IllegalArgumentException.class, () -> resume(Fixtures.SUITE_80, few, state))
                    .getMessage();
            assertTrue(message.contains("withMaxSources(3)"), message);
            resume(Fixtures.SUITE_80, few.withMaxSources(3), state).close();
        }
    }

    @Test
    void aStateIsNotResumedBesideKeys() throws Exception {
        byte[] state = state();
        SrtpSessionBuilder builder = SrtpSession.builder(Fixtures.SUITE_80).send(Fixtures.key(9));
        assertThrows(IllegalStateException.class, () -> builder.resume(Fixtures.MODULE, WRAPPING_KEY, state));
    }

    /** Its keys may have been zeros by the time that they were written: whoever resumes would protect with what anybody knows. */
    @Test
    void aSessionThatIsClosedMeanwhileIsNotExported() throws Exception {
        SrtpSession session = Exports.sender();
        SrtpExporter exporter = session.exporter(new UnableModule() {
            @Override
            public byte[] wrap(byte[] key, byte[] header, byte[] secret) throws GeneralSecurityException {
                session.close();
                return Fixtures.MODULE.wrap(key, header, secret);
            }
        });
        assertThrows(IllegalStateException.class, () -> exporter.export(WRAPPING_KEY, 10));
    }

    /** Else the state with the shorter run could be stored, and the longer one be used. */
    @Test
    void oneOfTwoExportsAtOnceFailsAndTheOtherCanBeStored() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            byte[][] other = new byte[1][];
            SrtpExporter exporter = session.exporter(new UnableModule() {
                @Override
                public byte[] wrap(byte[] key, byte[] header, byte[] secret) throws GeneralSecurityException {
                    other[0] = session.exporter(Fixtures.MODULE).export(WRAPPING_KEY, 20);
                    return Fixtures.MODULE.wrap(key, header, secret);
                }
            });
            assertThrows(IllegalStateException.class, () -> exporter.export(WRAPPING_KEY, 10));
            exporter.stored(other[0]);
        }
    }

    @Test
    void aStateShowsNothingOfItsKeysAndSources() throws Exception {
        String state = HexFormat.of().formatHex(state());
        for (String secret : List.of("0102030405060708", "1112131415161718", "deadbeef")) {
            assertFalse(state.contains(secret), secret);
        }
    }

    private static byte[] state() throws Exception {
        try (SrtpSession session = Exports.sender()) {
            exporter(session).begin(SSRC, 9);
            return store(session);
        }
    }

    private static String refusal(byte[] state) {
        return assertThrows(GeneralSecurityException.class, () -> resume(state)).getMessage();
    }
}
