package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** A way in which two sides may have agreed to use SRTP; made at random, of all that goes together. */
record Setup(
        SrtpCipherSuite suite,
        SrtpParameters parameters,
        SrtpPolicy policy,
        int mkiLength,
        int keys,
        Set<Integer> encryptedExtensions) {
    private static final long LIFETIME = 1L << 48;
    private static final CipherSuites JCE = CipherSuites.discover().provider("JCE");
    private static final List<String> NAMES = List.of(
            "AES_CM_128_HMAC_SHA1_80",
            "AES_CM_128_HMAC_SHA1_32",
            "AES_192_CM_HMAC_SHA1_80",
            "AES_256_CM_HMAC_SHA1_32",
            "AEAD_AES_128_GCM",
            "AEAD_AES_256_GCM",
            "NULL_HMAC_SHA1_80");

    static SrtpCipherSuite suite(String name) {
        return JCE.suite(name);
    }

    /** Any. */
    static Arbitrary<Setup> any() {
        Arbitrary<SrtpCipherSuite> suites = Arbitraries.of(NAMES).map(Setup::suite);
        Arbitrary<Integer> rateBits = Arbitraries.integers().between(-1, 24);
        Arbitrary<Set<SessionParameter>> without =
                Arbitraries.of(SessionParameter.class).set();
        Arbitrary<Integer> mkiLengths = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(1, 128)));
        Arbitrary<Set<Integer>> extensions = Arbitraries.integers()
                .between(1, 255)
                .filter(id -> id != 15)
                .set()
                .ofMaxSize(20);
        Arbitrary<SrtpPolicy> policies = Combinators.combine(
                        Arbitraries.integers().between(64, 32_768),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of(true, false))
                .as((window, trials, again) -> {
                    SrtpPolicy policy = SrtpPolicy.standard()
                            .withReplayWindow(window)
                            .withRolloverTrials(trials)
                            .withMaxSources(64);
                    return again ? policy.withRetransmission() : policy;
                });
        return Combinators.combine(suites, rateBits, without, carriers(), mkiLengths, policies, extensions)
                .as(Setup::fitting);
    }

    private static Arbitrary<RolloverCarrier> carriers() {
        return Combinators.combine(
                        Arbitraries.of(RolloverCarrier.Mode.class).injectNull(0.4),
                        Arbitraries.frequencyOf(
                                Tuple.of(2, Arbitraries.integers().between(1, 9)),
                                Tuple.of(1, Arbitraries.integers().between(1, 32_768))),
                        Arbitraries.integers().between(8, 24))
                .as((mode, rate, tag) -> mode == null
                        ? null
                        : new RolloverCarrier(
                                mode,
                                mode == RolloverCarrier.Mode.CARRYING ? Math.min(rate, 1 << 15) : rate,
                                mode == RolloverCarrier.Mode.NONE ? 4 : tag));
    }

    /** What does not go with the suite, or with the rest, is left away. */
    private static Setup fitting(
            SrtpCipherSuite suite,
            int rateBits,
            Set<SessionParameter> without,
            RolloverCarrier carrier,
            int mkiLength,
            SrtpPolicy policy,
            Set<Integer> extensions) {
        boolean aead = suite.spec().kind() == SuiteSpec.Kind.AEAD;
        SrtpParameters parameters = SrtpParameters.standard().withKeyDerivationRate(rateBits < 0 ? 0 : 1L << rateBits);
        for (SessionParameter parameter : without) {
            if (!aead || parameter == SessionParameter.UNENCRYPTED_SRTCP) {
                parameters = parameters.with(parameter);
            }
        }
        boolean open = parameters.has(SessionParameter.UNAUTHENTICATED_SRTP);
        if (carrier != null && (carrier.mode() == RolloverCarrier.Mode.NONE || !aead && !open)) {
            parameters = parameters.withRolloverCarrier(carrier);
        }
        Set<SessionParameter> allowed = EnumSet.allOf(SessionParameter.class);
        boolean extends6904 = !suite.spec().name().startsWith("NULL");
        return new Setup(
                suite,
                parameters,
                policy.allowing(allowed),
                mkiLength,
                mkiLength == 0 ? 1 : 3,
                extends6904 ? new HashSet<>(extensions) : Set.of());
    }

    SrtpSession sender() {
        return open(SrtpSession.builder(suite).send(masterKeys(), parameters));
    }

    SrtpSession receiver() {
        return open(SrtpSession.builder(suite).receive(masterKeys(), parameters));
    }

    private SrtpSession open(SrtpSessionBuilder builder) {
        try {
            SrtpSession session = builder.policy(policy).open();
            if (!session.encryptExtensions(encryptedExtensions)) {
                throw new AssertionError(suite.spec() + " does not encrypt header extensions");
            }
            return session;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The identifier of a key. */
    byte[] mki(int number) {
        byte[] mki = new byte[mkiLength];
        Arrays.fill(mki, (byte) number);
        return mki;
    }

    private MasterKeys masterKeys() {
        if (mkiLength == 0) {
            return MasterKeys.of(key(0));
        }
        MasterKeys keys = MasterKeys.of(mki(0), key(0), LIFETIME);
        for (int number = 1; number < this.keys; number++) {
            keys = keys.and(mki(number), key(number), LIFETIME);
        }
        return keys;
    }

    private MasterKey key(int number) {
        byte[] key = new byte[suite.spec().keyLength()];
        byte[] salt = new byte[suite.spec().saltLength()];
        Arrays.fill(key, (byte) (11 + number));
        Arrays.fill(salt, (byte) (77 + number));
        return new MasterKey(key, salt);
    }

    /** Whether the packets of a sequence number are authenticated. */
    boolean authenticates(int sequence) {
        if (suite.spec().kind() == SuiteSpec.Kind.AEAD) {
            return true;
        }
        RolloverCarrier carrier = parameters.rolloverCarrier();
        if (carrier == null) {
            return !parameters.has(SessionParameter.UNAUTHENTICATED_SRTP);
        }
        return switch (carrier.mode()) {
            case ALL -> true;
            case CARRYING -> sequence % carrier.rate() == 0;
            case NONE -> false;
        };
    }

    /** Whether all packets are authenticated. */
    boolean authenticatesAll() {
        return authenticates(0) && authenticates(1) && authenticates(65_535);
    }
}
