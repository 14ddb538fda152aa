package voip.srtp;

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
        KnownKeys known = new KnownKeys(policy);
        boolean complete = false;
        try {
            addLines(lines, known.add(current));
            complete = true;
            return new SdesOffer(suites, lines, known);
        } finally {
            if (!complete) {
                known.close();
            }
        }
    }

    /** Adds a line for each suite; if one cannot be made, the keys of those before it are wiped. */
    void addLines(List<CryptoAttribute> lines, @Nullable AgreedKeys current) {
        boolean complete = false;
        try {
            for (SrtpCipherSuite suite : suites) {
                SuiteSpec spec = suite.spec();
                int tag = lines.size() + 1;
                lines.add(current != null && current.isOf(spec) ? again(tag, spec, current) : fresh(tag, spec));
            }
            complete = true;
        } finally {
            if (!complete) {
                lines.forEach(CryptoAttribute::close);
            }
        }
    }

    /** Our line of the agreement, with copies of its keys and all that was agreed of them. */
    private static CryptoAttribute again(int tag, SuiteSpec spec, AgreedKeys current) {
        CryptoAttribute ours = current.ours();
        try (MasterKeys keys = ours.masterKeys(spec)) {
            return CryptoAttribute.of(tag, spec.name(), keys, ours.parameters());
        }
    }

    private CryptoAttribute fresh(int tag, SuiteSpec spec) {
        try (MasterKey key = freshKey(spec)) {
            return CryptoAttribute.of(tag, spec.name(), key);
        }
    }

    @Override
    public Agreed answer(List<String> offered, @Nullable Agreed current, boolean freshOurs) {
        try (KnownKeys known = new KnownKeys(policy)) {
            AgreedKeys now = known.add(current);
            try (CryptoLines lines = new CryptoLines(offered, known)) {
                for (SrtpCipherSuite suite : suites) {
                    CryptoAttribute same = now == null || !now.isOf(suite.spec())
                            ? null
                            : lines.firstUsable(suite.spec(), now.theirs());
                    if (now != null && same != null) {
                        return freshOurs
                                ? agreedAnew(known, suite, same)
                                : agreed(known.session(suite, now.ours(), same, current), now.ours(), same);
                    }
                }
                for (SrtpCipherSuite suite : suites) {
                    CryptoAttribute chosen = lines.firstUsable(suite.spec());
                    if (chosen != null) {
                        return agreedAnew(known, suite, chosen);
                    }
                }
                throw new OfferRefusedException(OfferRefusedException.Reason.NO_CIPHER_SUITE, lines.refusal(suites));
            }
        }
    }

    /** The agreement with a fresh key of ours, and the session parameters that an answer repeats (RFC 4568 §5.1.2). */
    private Agreed agreedAnew(KnownKeys known, SrtpCipherSuite suite, CryptoAttribute theirs) {
        SuiteSpec spec = suite.spec();
        try (MasterKeys keys = MasterKeys.of(freshKey(spec));
                CryptoAttribute ours = CryptoAttribute.of(
                        theirs.tag(), spec.name(), keys, theirs.parameters().negotiated())) {
            return agreed(known.session(suite, ours, theirs, null), ours, theirs);
        }
    }

    /** The agreement by two lines, of which ours gets the tag of the one that it answers. */
    private static Agreed agreed(SrtpSession session, CryptoAttribute ours, CryptoAttribute theirs) {
        return new Agreed(ours.withTag(theirs.tag()).toSdp(), theirs.toSdp(), session);
    }

    private MasterKey freshKey(SuiteSpec spec) {
        MasterKey fresh = new MasterKey(new byte[spec.keyLength()], new byte[spec.saltLength()]);
        boolean complete = false;
        try {
            random.nextBytes(fresh.key());
            random.nextBytes(fresh.salt());
            complete = true;
            return fresh;
        } finally {
            if (!complete) {
                fresh.close();
            }
        }
    }
}
