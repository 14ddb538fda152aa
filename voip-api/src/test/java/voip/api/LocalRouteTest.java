package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class LocalRouteTest {
    @Test
    void loopbackRoutesToItself() throws UnknownHostException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        assertEquals(loopback, LocalRoute.towards(loopback));
    }

    @Test
    void textHasNoScope() throws UnknownHostException {
        byte[] linkLocal = {(byte) 0xFE, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        assertEquals("fe80:0:0:0:0:0:0:1", LocalRoute.text(Inet6Address.getByAddress(null, linkLocal, 3)));
        assertEquals("192.0.2.1", LocalRoute.text(InetAddress.getByName("192.0.2.1")));
    }
}
