package voip.bench;

import java.lang.reflect.Field;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.stream.Stream;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.HmacSha1;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;

/** jitsi-srtp's contexts of one source, with its defaults, replay protection among them. */
final class JitsiContender implements Contender {
    private final Packet[] packets;
    private Packet packet;
    private final SrtpCryptoContext sender;
    private final SrtpCryptoContext receiver;
    private final SrtcpCryptoContext controlSender;
    private final SrtcpCryptoContext controlReceiver;

    private JitsiContender(Suite suite, int ssrc, byte[]... slots) throws Exception {
        packets = Stream.of(slots).map(Packet::new).toArray(Packet[]::new);
        packet = packets[0];
        SrtpContextFactory sending = factory(suite, true);
        sender = sending.deriveContext(ssrc, 0);
        controlSender = sending.deriveControlContext(ssrc);
        SrtpContextFactory receiving = factory(suite, false);
        receiver = receiving.deriveContext(ssrc, 0);
        controlReceiver = receiving.deriveControlContext(ssrc);
    }

    static JitsiContender open(Suite suite, byte[]... slots) throws Exception {
        choose(null, null);
        return new JitsiContender(suite, Packets.SSRC, slots);
    }

    static JitsiContender openInJava(Suite suite, int ssrc, byte[]... slots) throws Exception {
        choose(Aes.class.getName() + "$SunJCECipherFactory", List.of(Security.getProvider(FloorKeys.PROVIDER)));
        return new JitsiContender(suite, ssrc, slots);
    }

    /** Whose ciphers and codes the contexts opened from now on have; null for whatever jitsi-srtp chooses itself. */
    private static void choose(String cipherFactory, List<Provider> macProviders) throws ReflectiveOperationException {
        Aes.setFactoryClassName(cipherFactory);
        Field providers = HmacSha1.class.getDeclaredField("providers"); // it has no setter
        providers.setAccessible(true);
        providers.set(null, macProviders);
    }

    private static SrtpContextFactory factory(Suite suite, boolean sends) {
        return new SrtpContextFactory(
                sends,
                suite.key(),
                suite.salt(),
                policy(suite, suite.spec().tagLength()),
                policy(suite, suite.spec().controlTagLength()),
                new LoggerImpl(JitsiContender.class.getName()));
    }

    private static SrtpPolicy policy(Suite suite, int tagLength) {
        int encryption = suite.isNull()
                ? SrtpPolicy.NULL_ENCRYPTION
                : suite.isAead() ? SrtpPolicy.AESGCM_ENCRYPTION : SrtpPolicy.AESCM_ENCRYPTION;
        return new SrtpPolicy(
                encryption,
                suite.spec().keyLength(),
                suite.isAead() ? SrtpPolicy.NULL_AUTHENTICATION : SrtpPolicy.HMACSHA1_AUTHENTICATION,
                suite.spec().authKeyLength(),
                tagLength,
                suite.spec().saltLength());
    }

    @Override
    public void take(int slot) {
        packet = packets[slot];
    }

    @Override
    public int protect(int length) throws Exception {
        return accepted(sender.transformPacket(packet.of(length)));
    }

    @Override
    public int unprotect(int length) throws Exception {
        return accepted(receiver.reverseTransformPacket(packet.of(length), false));
    }

    @Override
    public int protectControl(int length) throws Exception {
        return accepted(controlSender.transformPacket(packet.of(length)));
    }

    @Override
    public int unprotectControl(int length) throws Exception {
        return accepted(controlReceiver.reverseTransformPacket(packet.of(length)));
    }

    private int accepted(SrtpErrorStatus status) {
        if (status != SrtpErrorStatus.OK) {
            throw new AssertionError(status);
        }
        return packet.length;
    }

    /** A packet at the start of an array, as jitsi-srtp sees it. */
    private static final class Packet implements ByteArrayBuffer {
        private final byte[] array;
        private int length;

        Packet(byte[] array) {
            this.array = array;
        }

        Packet of(int newLength) {
            length = newLength;
            return this;
        }

        @Override
        public byte[] getBuffer() {
            return array;
        }

        @Override
        public int getOffset() {
            return 0;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void setLength(int newLength) {
            length = newLength;
        }

        @Override
        public void setOffset(int offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isInvalid() {
            return false;
        }

        @Override
        public void readRegionToBuff(int offset, int count, byte[] out) {
            System.arraycopy(array, offset, out, 0, count);
        }

        @Override
        public void grow(int by) {
            // There is room for every packet that is measured.
        }

        @Override
        public void append(byte[] data, int count) {
            System.arraycopy(data, 0, array, length, count);
            length += count;
        }

        @Override
        public void shrink(int by) {
            length -= by;
        }
    }
}
