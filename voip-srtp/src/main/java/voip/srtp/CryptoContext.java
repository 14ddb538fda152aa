package voip.srtp;

/**
 * The cryptographic context of one direction (RFC 3711 §3.2): its session keys, and what it remembers of each source.
 *
 * <p>Sessions that follow on one another share it where its key stays or comes back. Each holds it, and the keys are wiped
 * when the last lets go.
 */
abstract sealed class CryptoContext extends Held permits SendContext, ReceiveContext {
    final PacketTransform transform;
    final SourceTable sources;
    final SourceTable controlSources;
    final KeyUse use;

    /** A context with one holder, which owns the transform. */
    CryptoContext(PacketTransform transform, SrtpPolicy policy, KeyUse use) {
        this.transform = transform;
        this.sources = new SourceTable(policy.maxSources());
        this.controlSources = new SourceTable(policy.maxSources());
        this.use = use;
    }

    @Override
    final void end() {
        transform.close();
    }
}
