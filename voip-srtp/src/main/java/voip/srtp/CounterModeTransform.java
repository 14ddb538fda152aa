package voip.srtp;

import java.security.GeneralSecurityException;
import voip.api.srtp.ConstantTime;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.SuiteSpec;

/**
 * Encryption by a keystream, then an authentication tag over what is sent (RFC 3711 §3.1, §3.4).
 *
 * <pre>
 * SRTP:   header | encrypted payload | tag        the tag also covers the roll-over counter
 * SRTCP:  8 bytes | encrypted rest | E, index | tag
 * </pre>
 */
final class CounterModeTransform implements PacketTransform {
    private static final int LONGEST_CODE = 64;
    private static final byte[] NO_TRAILER = {};

    private final CounterModeCipher rtp;
    private final SaltedVector rtpVector;
    private final CounterModeCipher rtcp;
    private final SaltedVector rtcpVector;
    private final int tagLength;
    private final int controlTagLength;
    private final byte[] rolloverCounter = new byte[4];
    private final byte[] code = new byte[LONGEST_CODE];

    CounterModeTransform(
            SuiteSpec spec, CounterModeCipher rtp, byte[] rtpSalt, CounterModeCipher rtcp, byte[] rtcpSalt) {
        this.rtp = rtp;
        this.rtpVector = SaltedVector.counterMode(rtpSalt);
        this.rtcp = rtcp;
        this.rtcpVector = SaltedVector.counterMode(rtcpSalt);
        this.tagLength = spec.tagLength();
        this.controlTagLength = spec.controlTagLength();
    }

    @Override
    public int tagLength() {
        return tagLength;
    }

    @Override
    public int controlTagLength() {
        return controlTagLength;
    }

    @Override
    public int controlWordOffset() {
        return 0;
    }

    @Override
    public void seal(byte[] bytes, int start, int payload, int end, int ssrc, long index)
            throws GeneralSecurityException {
        rtp.apply(rtpVector.at(ssrc, index), bytes, payload, end - payload);
        authenticate(bytes, start, end, index);
        System.arraycopy(code, 0, bytes, end, tagLength);
    }

    @Override
    public boolean unseal(byte[] bytes, int start, int payload, int end, int ssrc, long index)
            throws GeneralSecurityException {
        authenticate(bytes, start, end, index);
        if (!ConstantTime.equal(code, 0, bytes, end, tagLength)) {
            return false;
        }
        rtp.apply(rtpVector.at(ssrc, index), bytes, payload, end - payload);
        return true;
    }

    private void authenticate(byte[] bytes, int start, int end, long index) throws GeneralSecurityException {
        BigEndian.putInt32(rolloverCounter, 0, PacketIndex.rolloverCounter(index));
        rtp.mac(bytes, start, end - start, rolloverCounter, code);
    }

    @Override
    public void sealControl(byte[] bytes, int start, int end, int ssrc, int index) throws GeneralSecurityException {
        applyControl(bytes, start, end, ssrc, index);
        BigEndian.putInt32(bytes, end, ENCRYPTED | index);
        rtcp.mac(bytes, start, end + CONTROL_WORD - start, NO_TRAILER, code);
        System.arraycopy(code, 0, bytes, end + CONTROL_WORD, controlTagLength);
    }

    @Override
    public boolean unsealControl(byte[] bytes, int start, int end, int ssrc, int word) throws GeneralSecurityException {
        rtcp.mac(bytes, start, end + CONTROL_WORD - start, NO_TRAILER, code);
        if (!ConstantTime.equal(code, 0, bytes, end + CONTROL_WORD, controlTagLength)) {
            return false;
        }
        if ((word & ENCRYPTED) != 0) {
            applyControl(bytes, start, end, ssrc, word & ~ENCRYPTED);
        }
        return true;
    }

    private void applyControl(byte[] bytes, int start, int end, int ssrc, int index) throws GeneralSecurityException {
        int from = start + CONTROL_HEADER;
        rtcp.apply(rtcpVector.at(ssrc, index), bytes, from, end - from);
    }

    @Override
    public void close() {
        rtpVector.wipe();
        rtcpVector.wipe();
        try {
            rtp.close();
        } finally {
            rtcp.close();
        }
    }
}
