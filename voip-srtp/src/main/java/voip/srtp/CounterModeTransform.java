package voip.srtp;

import java.security.GeneralSecurityException;
import voip.api.srtp.ConstantTime;
import voip.api.srtp.CounterModeCipher;

/** Encryption by a keystream, then a code over what is sent (RFC 3711 §3.1, §3.4). The SRTP code also covers the counter. */
final class CounterModeTransform implements PacketTransform {
    private static final int LONGEST_CODE = 64;
    private static final byte[] NO_TRAILER = {};

    private final CounterModeCipher rtp;
    private final SaltedVector rtpVector;
    private final CounterModeCipher rtcp;
    private final SaltedVector rtcpVector;
    private final boolean encrypts;
    private final int controlCodeLength;
    private final byte[] rolloverCounter = new byte[4];
    private final byte[] code = new byte[LONGEST_CODE];

    CounterModeTransform(
            Layout layout, CounterModeCipher rtp, byte[] rtpSalt, CounterModeCipher rtcp, byte[] rtcpSalt) {
        this.rtp = rtp;
        this.rtpVector = SaltedVector.counterMode(rtpSalt);
        this.rtcp = rtcp;
        this.rtcpVector = SaltedVector.counterMode(rtcpSalt);
        this.encrypts = layout.encrypts();
        this.controlCodeLength = layout.controlCodeLength();
    }

    @Override
    public void seal(byte[] bytes, int start, int payload, int end, int ssrc, long index, int codeAt, int codeLength)
            throws GeneralSecurityException {
        apply(bytes, payload, end, ssrc, index);
        if (codeLength > 0) {
            authenticate(bytes, start, end, index);
            System.arraycopy(code, 0, bytes, codeAt, codeLength);
        }
    }

    @Override
    public boolean unseal(
            byte[] bytes, int start, int payload, int end, int ssrc, long index, int codeAt, int codeLength)
            throws GeneralSecurityException {
        if (codeLength > 0) {
            authenticate(bytes, start, end, index);
            if (!ConstantTime.equal(code, 0, bytes, codeAt, codeLength)) {
                return false;
            }
        }
        apply(bytes, payload, end, ssrc, index);
        return true;
    }

    private void apply(byte[] bytes, int payload, int end, int ssrc, long index) throws GeneralSecurityException {
        if (encrypts) {
            rtp.apply(rtpVector.at(ssrc, index), bytes, payload, end - payload);
        }
    }

    private void authenticate(byte[] bytes, int start, int end, long index) throws GeneralSecurityException {
        BigEndian.putInt32(rolloverCounter, 0, PacketIndex.rolloverCounter(index));
        rtp.mac(bytes, start, end - start, rolloverCounter, code);
    }

    @Override
    public void sealControl(byte[] bytes, int start, int end, int ssrc, int word, int codeAt)
            throws GeneralSecurityException {
        applyControl(bytes, start, end, ssrc, word);
        BigEndian.putInt32(bytes, end, word);
        rtcp.mac(bytes, start, end + Layout.CONTROL_WORD - start, NO_TRAILER, code);
        System.arraycopy(code, 0, bytes, codeAt, controlCodeLength);
    }

    @Override
    public boolean unsealControl(byte[] bytes, int start, int end, int ssrc, int word, int codeAt)
            throws GeneralSecurityException {
        rtcp.mac(bytes, start, end + Layout.CONTROL_WORD - start, NO_TRAILER, code);
        if (!ConstantTime.equal(code, 0, bytes, codeAt, controlCodeLength)) {
            return false;
        }
        applyControl(bytes, start, end, ssrc, word);
        return true;
    }

    private void applyControl(byte[] bytes, int start, int end, int ssrc, int word) throws GeneralSecurityException {
        if ((word & ENCRYPTED) != 0) {
            int from = start + CONTROL_HEADER;
            rtcp.apply(rtcpVector.at(ssrc, word & ~ENCRYPTED), bytes, from, end - from);
        }
    }

    @Override
    public void code(byte[] bytes, int end, byte[] into, int at) {
        System.arraycopy(code, 0, into, at, COMPARED);
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
