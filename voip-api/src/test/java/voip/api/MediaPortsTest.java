package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MediaPortsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    private final FakeTransport transport = new FakeTransport();

    @Test
    void choosesAnEvenDynamicPortAndTheOneAbove() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            List<InetSocketAddress> ports = open(ANY_PORT, false, random).localAddresses();
            int media = ports.get(0).getPort();
            assertEquals(0, media % 2);
            assertTrue(media >= 49152 && media <= 65534, "port " + media);
            assertEquals(
                    List.of(new InetSocketAddress("127.0.0.1", media), new InetSocketAddress("127.0.0.1", media + 1)),
                    ports);
        }
    }

    @Test
    void takesTheGivenPortAndTheOneAbove() throws IOException {
        assertEquals(
                List.of(new InetSocketAddress("127.0.0.1", 5005), new InetSocketAddress("127.0.0.1", 5006)),
                open(new InetSocketAddress("127.0.0.1", 5005), false, new Random(1))
                        .localAddresses());
    }

    @Test
    void opensOnePortWhereRtcpIsAlwaysMultiplexed() throws IOException {
        assertEquals(List.of(ANY_PORT), open(ANY_PORT, true, new Random(1)).localAddresses());
    }

    @Test
    void triesOtherPortsWhileThoseAreTaken() throws IOException {
        transport.failOpens(99, new BindException("taken"));
        open(ANY_PORT, false, new Random(1));
        assertEquals(100, transport.opens());
    }

    @Test
    void givesUpAfterAHundredAttempts() {
        BindException taken = new BindException("taken");
        transport.failOpens(1_000, taken);
        IOException failure = assertThrows(IOException.class, () -> open(ANY_PORT, false, new Random(1)));
        assertEquals(
                "no free pair of ports was found on 127.0.0.1 in 100 attempts, the last because: taken",
                failure.getMessage());
        assertSame(taken, failure.getCause());
        assertEquals(100, transport.opens());
    }

    @Test
    void doesNotTryOtherPortsThanTheGivenOne() {
        transport.failOpens(1, new BindException("taken"));
        InetSocketAddress given = new InetSocketAddress("127.0.0.1", 5004);
        assertThrows(BindException.class, () -> open(given, false, new Random(1)));
        assertEquals(1, transport.opens());
    }

    private MediaSocket open(InetSocketAddress bind, boolean muxOnly, Random random) throws IOException {
        return MediaPorts.open(transport, bind, muxOnly, random);
    }
}
