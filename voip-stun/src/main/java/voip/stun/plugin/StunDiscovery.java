package voip.stun.plugin;

import voip.api.spi.AddressDiscovery;
import voip.api.spi.MediaContext;

/** Address discovery by STUN's Binding method (RFC 8489). */
public final class StunDiscovery implements AddressDiscovery {
    /** For ServiceLoader. */
    public StunDiscovery() {}

    @Override
    public Discovery open(MediaContext context, Timing timing, Listener listener) {
        return new BindingProtocol(context, timing, listener);
    }
}
