package voip.api.spi;

import java.util.Set;
import voip.api.srtp.SessionParameter;

/**
 * What a stack asks of its media security.
 *
 * @param replayWindow the number of packets, the newest included, that are still accepted: 64 to 32,768
 * @param rolloverTrials how many other roll-over counters are tried for a packet that does not authenticate: 0 to 16
 * @param allowed session parameters that are accepted though they take protection away; none by default
 */
public record SecuritySettings(int replayWindow, int rolloverTrials, Set<SessionParameter> allowed) {
    /** Takes a copy of the set. */
    public SecuritySettings {
        allowed = Set.copyOf(allowed);
    }
}
