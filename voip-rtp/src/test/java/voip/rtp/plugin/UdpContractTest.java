package voip.rtp.plugin;

import org.junit.jupiter.api.Timeout;
import voip.api.Transport;
import voip.testkit.transport.TransportContract;

@Timeout(60)
class UdpContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new UdpTransport();
    }
}
