package voip.srtp;

import org.jspecify.annotations.Nullable;
import voip.api.spi.KeyNegotiation.Agreed;
import voip.api.srtp.SuiteSpec;

/** An agreement whose directions may go on in a later one: its keys, and a hold on its contexts, both until it ends. */
final class AgreedKeys extends Held {
    private final SuiteSpec spec;
    private final SendContext sending;
    private final ReceiveContext receiving;
    private final CryptoAttribute ours;
    private final CryptoAttribute theirs;

    private AgreedKeys(SuiteSpec spec, SendContext sending, ReceiveContext receiving, Agreed agreed) {
        this.spec = spec;
        this.sending = sending;
        this.receiving = receiving;
        this.ours = CryptoAttribute.parse(agreed.ours());
        this.theirs = CryptoAttribute.parse(agreed.theirs());
    }

    /** Takes hold of an agreement; null if there is none, or none that can go on: it is closed, or was not made here. */
    static @Nullable AgreedKeys hold(@Nullable Agreed agreed) {
        if (agreed == null || !(agreed.protection() instanceof SrtpSession session)) {
            return null;
        }
        SendContext sending = session.sending();
        ReceiveContext receiving = session.receiving();
        if (sending == null || receiving == null || !sending.hold()) {
            return null;
        }
        if (!receiving.hold()) {
            sending.close();
            return null;
        }
        try {
            return new AgreedKeys(session.spec(), sending, receiving, agreed);
        } catch (IllegalArgumentException e) { // not lines that were agreed on
            sending.close();
            receiving.close();
            throw e;
        }
    }

    boolean isOf(SuiteSpec suite) {
        return spec.name().equals(suite.name()) && spec.provider().equals(suite.provider());
    }

    /** Our line. */
    CryptoAttribute ours() {
        return ours;
    }

    /** The peer's line. */
    CryptoAttribute theirs() {
        return theirs;
    }

    /** Our context if the line is ours, with a hold of its own for the caller; else null. */
    @Nullable
    SendContext sending(SuiteSpec suite, CryptoAttribute line) {
        return isOf(suite) && ours.isSame(line) && sending.hold() ? sending : null;
    }

    /** The peer's context if the line is its, with a hold of its own for the caller; else null. */
    @Nullable
    ReceiveContext receiving(SuiteSpec suite, CryptoAttribute line) {
        return isOf(suite) && theirs.isSame(line) && receiving.hold() ? receiving : null;
    }

    /** Whether it is of just these contexts. */
    boolean isOn(SendContext ours, ReceiveContext theirs) {
        return sending == ours && receiving == theirs;
    }

    /** Whether both are of the same contexts, and so of the same keys. */
    boolean isSame(AgreedKeys other) {
        return isOn(other.sending, other.receiving);
    }

    @Override
    void end() {
        ours.close();
        theirs.close();
        try {
            sending.close();
        } finally {
            receiving.close();
        }
    }
}
