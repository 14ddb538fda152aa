package voip.srtp;

import java.security.GeneralSecurityException;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.SuiteSpec;

/** Authenticated encryption: what is not encrypted is associated data (RFC 7714 §8.2, §9.2, §9.3). */
final class AeadTransform implements PacketTransform {
    private final AeadCipher rtp;
    private final SaltedVector rtpVector;
    private final AeadCipher rtcp;
    private final SaltedVector rtcpVector;
    private final int tagLength;
    private final byte[] controlData = new byte[CONTROL_HEADER + Layout.CONTROL_WORD];
    private final byte[] controlTag;

    AeadTransform(SuiteSpec spec, AeadCipher rtp, byte[] rtpSalt, AeadCipher rtcp, byte[] rtcpSalt) {
        this.rtp = rtp;
        this.rtpVector = SaltedVector.aead(rtpSalt);
        this.rtcp = rtcp;
        this.rtcpVector = SaltedVector.aead(rtcpSalt);
        this.tagLength = spec.tagLength();
        this.controlTag = new byte[spec.controlTagLength()];
    }

    @Override
    public void seal(byte[] bytes, int start, int payload, int end, int ssrc, long index, int codeAt, int codeLength)
            throws GeneralSecurityException {
        rtp.seal(rtpVector.at(ssrc, index), bytes, start, payload - start, bytes, payload, end - payload);
    }

    @Override
    public boolean unseal(
            byte[] bytes, int start, int payload, int end, int ssrc, long index, int codeAt, int codeLength)
            throws GeneralSecurityException {
        int sealed = end + tagLength - payload;
        return rtp.unseal(rtpVector.at(ssrc, index), bytes, start, payload - start, bytes, payload, sealed);
    }

    @Override
    public void sealControl(byte[] bytes, int start, int end, int ssrc, int word, int codeAt)
            throws GeneralSecurityException {
        byte[] vector = rtcpVector.at(ssrc, word & ~ENCRYPTED);
        if ((word & ENCRYPTED) != 0) {
            int from = start + CONTROL_HEADER;
            associateControl(bytes, start, word);
            rtcp.seal(vector, controlData, 0, controlData.length, bytes, from, end - from);
        } else { // likewise together, until the tag comes between
            BigEndian.putInt32(bytes, end, word);
            rtcp.seal(vector, bytes, start, end + Layout.CONTROL_WORD - start, controlTag, 0, 0);
            System.arraycopy(controlTag, 0, bytes, end, controlTag.length);
        }
        BigEndian.putInt32(bytes, end + controlTag.length, word);
    }

    @Override
    public boolean unsealControl(byte[] bytes, int start, int end, int ssrc, int word, int codeAt)
            throws GeneralSecurityException {
        byte[] vector = rtcpVector.at(ssrc, word & ~ENCRYPTED);
        if ((word & ENCRYPTED) != 0) {
            int from = start + CONTROL_HEADER;
            associateControl(bytes, start, word);
            int sealed = end + controlTag.length - from;
            return rtcp.unseal(vector, controlData, 0, controlData.length, bytes, from, sealed);
        }
        // Nothing was encrypted: packet and word are associated data, and have to lie together, where the tag was
        // between.
        System.arraycopy(bytes, end, controlTag, 0, controlTag.length);
        BigEndian.putInt32(bytes, end, word);
        int associated = end + Layout.CONTROL_WORD - start;
        return rtcp.unseal(vector, bytes, start, associated, controlTag, 0, controlTag.length);
    }

    @Override
    public void code(byte[] bytes, int end, byte[] into, int at) {
        System.arraycopy(bytes, end, into, at, Math.min(COMPARED, tagLength));
    }

    private void associateControl(byte[] bytes, int start, int word) {
        System.arraycopy(bytes, start, controlData, 0, CONTROL_HEADER);
        BigEndian.putInt32(controlData, CONTROL_HEADER, word);
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
