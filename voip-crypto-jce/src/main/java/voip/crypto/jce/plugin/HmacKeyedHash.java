package voip.crypto.jce.plugin;

import voip.api.srtp.KeyedHash;

/** An HMAC for those outside the packet path. */
record HmacKeyedHash(Hmac hmac) implements KeyedHash {
    @Override
    public byte[] hash(byte[] data, int offset, int length) {
        return hmac.code(data, offset, length);
    }

    @Override
    public void close() {
        hmac.close();
    }
}
