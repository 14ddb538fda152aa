package voip.srtp;

/**
 * The cryptographic context of one direction (RFC 3711 §3.2): its session keys, and what it remembers of each source.
 *
 * <p>Sessions that follow on one another share it where its key stays. Each holds it, and the keys are wiped when the last
 * lets go.
 */
abstract sealed class CryptoContext implements AutoCloseable permits SendContext, ReceiveContext {
    final PacketTransform transform;
    final SourceTable sources;
    final SourceTable controlSources;
    final KeyUse use;
    private int holders = 1;

    /** A context with one holder, which owns the transform. */
    CryptoContext(PacketTransform transform, SrtpPolicy policy, KeyUse use) {
        this.transform = transform;
        this.sources = new SourceTable(policy.maxSources());
        this.controlSources = new SourceTable(policy.maxSources());
        this.use = use;
    }

    /** Adds a holder; false if the keys are wiped already. */
    final synchronized boolean hold() {
        if (holders == 0) {
            return false;
        }
        holders++;
        return true;
    }

    /** Takes a holder away; the last one wipes the keys. */
    @Override
    public final void close() {
        synchronized (this) {
            holders--;
            if (holders > 0) {
                return;
            }
        }
        transform.close();
    }
}
