package voip.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The packets that all are given: of one source, without CSRCs or extension, in order. */
final class Packets {
    static final int SSRC = 0xCAFE_BABE;
    static final int HEADER = 12;
    /** More than SRTP and SRTCP add. */
    static final int MOST_ADDED = 32;
    /** Room for the longest packet and what SRTP adds. */
    static final int ROOM = 2048;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Packets() {}

    static byte[] rtp(int payload) {
        byte[] packet = new byte[HEADER + payload];
        INT.set(packet, 0, 0x8000_0000);
        INT.set(packet, 8, SSRC);
        for (int i = HEADER; i < packet.length; i++) {
            packet[i] = (byte) i;
        }
        return packet;
    }

    /** A receiver report with one block. */
    static byte[] rtcp() {
        byte[] packet = new byte[32];
        INT.set(packet, 0, 0x81C9_0007);
        INT.set(packet, 4, SSRC);
        for (int i = 8; i < packet.length; i++) {
            packet[i] = (byte) i;
        }
        return packet;
    }

    /** Puts an RTP packet of such a number at the start of an array. */
    static void lay(byte[] packet, int number, byte[] array) {
        System.arraycopy(packet, 0, array, 0, packet.length);
        array[2] = (byte) (number >>> 8);
        array[3] = (byte) number;
    }
}
