package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import voip.api.spi.DatagramProtocol;

class FirstByteTableTest {
    @Test
    void rfc7983Section7() {
        DatagramProtocol stun = new FakeProtocol("STUN", 0, 3);
        DatagramProtocol rtp = new FakeProtocol("RTP", 128, 191);
        FirstByteTable table = new FirstByteTable(List.of(stun, rtp));
        for (int first = 0; first < 256; first++) {
            DatagramProtocol owner = table.owner((byte) first);
            if (first <= 3) {
                assertSame(stun, owner);
            } else if (first >= 128 && first <= 191) {
                assertSame(rtp, owner);
            } else {
                assertNull(owner);
            }
        }
    }

    @Test
    void overlappingClaimsAreAnError() {
        List<DatagramProtocol> protocols =
                List.of(new FakeProtocol("RTP", 128, 191), new FakeProtocol("QUIC", 64, 130));
        StackConfigurationException overlap =
                assertThrows(StackConfigurationException.class, () -> new FirstByteTable(protocols));
        assertEquals(
                "the stack cannot be built: RTP and QUIC both claim datagrams whose first byte is 128; "
                        + "leave one of them out",
                overlap.getMessage());
    }
}
