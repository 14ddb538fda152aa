package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import voip.api.OfferRefusedException;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/**
 * Offers and answers by RFC 4568 §5.1 and §7.1. The key in an {@code a=crypto} line is the one that its author sends with,
 * so each side has its own.
 */
final class SdesNegotiation implements KeyNegotiation {
    private final List<SrtpCipherSuite> suites;
    private final RandomGenerator random;
    private final SrtpPolicy policy;

    SdesNegotiation(List<SrtpCipherSuite> suites, RandomGenerator random, SrtpPolicy policy) {
        if (suites.isEmpty()) {
            throw new IllegalArgumentException("no cipher suites to negotiate with");
        }
        this.suites = List.copyOf(suites);
        this.random = random;
        this.policy = policy;
    }

    @Override
    public Offer offer(@Nullable Agreed current) {
        List<CryptoAttribute> lines = new ArrayList<>();
        addLines(lines);
        return new SdesOffer(suites, lines, policy);
    }

    /** Adds a line for each suite; if one cannot be made, the keys of those before it are wiped. */
    void addLines(List<CryptoAttribute> lines) {
        boolean complete = false;
        try {
            for (SrtpCipherSuite suite : suites) {
                try (MasterKey key = freshKey(suite.spec())) {
                    lines.add(CryptoAttribute.of(lines.size() + 1, suite.spec().name(), key));
                }
            }
            complete = true;
        } finally {
            if (!complete) {
                lines.forEach(CryptoAttribute::close);
            }
        }
    }

    @Override
    public Agreed answer(List<String> offered, @Nullable Agreed current) {
        try (CryptoLines lines = new CryptoLines(offered)) {
            for (SrtpCipherSuite suite : suites) {
                CryptoAttribute chosen = lines.firstUsable(suite.spec());
                if (chosen != null) {
                    return answer(suite, chosen);
                }
            }
            throw new OfferRefusedException(OfferRefusedException.Reason.NO_CIPHER_SUITE, lines.refusal(suites));
        }
    }

    private Agreed answer(SrtpCipherSuite suite, CryptoAttribute chosen) {
        MasterKey ours = freshKey(suite.spec());
        try (CryptoAttribute reply =
                CryptoAttribute.of(chosen.tag(), suite.spec().name(), ours)) {
            SrtpSession session = open(suite, ours, chosen.masterKey(suite.spec()), policy);
            return new Agreed(reply.toSdp(), chosen.toSdp(), session);
        }
    }

    /** Opens a session; that a provider fails is nobody's offer's fault. */
    static SrtpSession open(SrtpCipherSuite suite, MasterKey send, MasterKey receive, SrtpPolicy policy) {
        try {
            return SrtpSession.open(suite, send, receive, policy);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(suite.spec() + " failed to open a session", e);
        }
    }

    private MasterKey freshKey(SuiteSpec spec) {
        byte[] key = new byte[spec.keyLength()];
        byte[] salt = new byte[spec.saltLength()];
        random.nextBytes(key);
        random.nextBytes(salt);
        return new MasterKey(key, salt);
    }
}
