package voip.bench;

import java.io.IOException;

/** libsrtp, asked for one packet at a time: for who compares bytes, not times. */
final class LibsrtpContender implements Contender {
    private final Libsrtp libsrtp;
    private final byte[][] slots;
    private byte[] array;

    LibsrtpContender(Suite suite, byte[]... slots) throws Exception {
        libsrtp = new Libsrtp(suite, 0, 1);
        this.slots = slots;
        array = slots[0];
    }

    @Override
    public void take(int slot) {
        array = slots[slot];
    }

    @Override
    public int protect(int length) throws Exception {
        return libsrtp.ask('p', array, length);
    }

    @Override
    public int unprotect(int length) throws Exception {
        return libsrtp.ask('u', array, length);
    }

    @Override
    public int protectControl(int length) {
        throw new UnsupportedOperationException("its reports are not compared");
    }

    @Override
    public int unprotectControl(int length) {
        throw new UnsupportedOperationException("its reports are not compared");
    }

    @Override
    public void close() throws IOException {
        libsrtp.close();
    }
}
