package voip.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.LegSettings;

/**
 * An offer of ours, which waits for its answer, or for those of other forks.
 *
 * @param media the offer
 * @param before how the leg was set up before it was made
 * @param codecs ours, once the offer is answered
 * @param direction ours, once the offer is answered
 * @param keys that were offered; null for plain RTP
 */
record PendingOffer(
        MediaDescription media,
        LegSettings before,
        List<PayloadType> codecs,
        Direction direction,
        KeyNegotiation.@Nullable Offer keys)
        implements AutoCloseable {
    /** Wipes the keys that were offered. */
    @Override
    public void close() {
        if (keys != null) {
            keys.close();
        }
    }
}
