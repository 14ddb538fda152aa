package voip.srtp.plugin;

import java.util.List;
import java.util.random.RandomGenerator;
import voip.api.spi.KeyNegotiation;
import voip.api.spi.MediaSecurity;
import voip.api.spi.SecuritySettings;
import voip.api.srtp.SrtpCipherSuite;
import voip.srtp.Sdes;
import voip.srtp.SrtpPolicy;

/** SRTP with keys negotiated in SDP. */
public final class SdesSecurity implements MediaSecurity {
    /** For the service loader. */
    public SdesSecurity() {}

    @Override
    public KeyNegotiation open(List<SrtpCipherSuite> suites, RandomGenerator random, SecuritySettings settings) {
        return Sdes.negotiation(
                suites,
                random,
                SrtpPolicy.standard()
                        .withReplayWindow(settings.replayWindow())
                        .withRolloverTrials(settings.rolloverTrials())
                        .allowing(settings.allowed()));
    }
}
