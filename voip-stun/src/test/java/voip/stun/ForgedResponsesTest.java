package voip.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static voip.stun.Exchange.MAPPED;
import static voip.stun.Exchange.SERVER;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Strangers who guess: none of a million forged responses counts, and the real one still does. */
class ForgedResponsesTest {
    private static final int FORGED = 1_000_000;
    private static final int KINDS = 9;

    private final Random random = new Random(13);
    private final Exchange exchange = Exchange.begun();
    private final InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.66", 3478);

    @Test
    void noneOfAMillionIsAcceptedAndTheRealOneStillIs() throws UnknownHostException {
        byte[] good = exchange.good();
        byte[] error = exchange.error(message -> message.errorCode(new ErrorCode(400, "Bad Request")));
        int accepted = 0;
        for (int i = 0; i < FORGED; i++) {
            byte[] genuine = i % 3 == 0 ? error : good;
            InetSocketAddress from = SERVER;
            byte[] forged = genuine.clone();
            switch (i % KINDS) {
                case 0 -> forged = withRandomId(forged);
                case 1 -> forged[8 + random.nextInt(12)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> from = new InetSocketAddress(SERVER.getAddress(), 1 + random.nextInt(3_000));
                case 3 -> from = new InetSocketAddress(stranger(), SERVER.getPort());
                case 4 -> forged = Arrays.copyOf(forged, random.nextInt(forged.length));
                case 5 -> forged[0] ^= (byte) (random.nextBoolean() ? 0x01 : 0x80); // not a response; not STUN
                case 6 -> forged[1] ^= (byte) (1 << random.nextInt(4)); // another method
                case 7 -> forged[4 + random.nextInt(4)] ^= (byte) (1 << random.nextInt(8)); // no cookie
                default -> forged[3] += (byte) (4 + 4 * random.nextInt(60)); // a length that does not fit
            }
            accepted += exchange.receives(forged, from) ? 1 : 0;
        }
        assertEquals(0, accepted);
        assertEquals(StunTransaction.State.WAITING, exchange.transaction.state());
        assertTrue(exchange.receives(good));
        assertEquals(Optional.of(MAPPED), exchange.transaction.mappedAddress());
    }

    @Test
    void noiseFromTheServerItselfIsNotAccepted() {
        byte[] noise = new byte[64];
        ByteBuffer buffer = ByteBuffer.wrap(noise);
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(noise);
            noise[0] &= 3;
            buffer.clear().limit(random.nextInt(noise.length));
            assertTrue(!exchange.transaction.received(buffer, SERVER, 0));
        }
        assertTrue(exchange.receives(exchange.good()));
    }

    private byte[] withRandomId(byte[] message) {
        byte[] id = new byte[TransactionId.LENGTH];
        random.nextBytes(id);
        System.arraycopy(id, 0, message, StunMessage.HEADER - id.length, id.length);
        return message;
    }

    private InetAddress stranger() throws UnknownHostException {
        byte[] address = elsewhere.getAddress().getAddress();
        address[1] = (byte) random.nextInt(256);
        address[3] = (byte) (2 + random.nextInt(250)); // the server's ends in 1
        return InetAddress.getByAddress(address);
    }
}
