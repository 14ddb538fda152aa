package voip.bench;

import java.io.DataInputStream;
import java.io.IOException;

/** The turn of libsrtp, which measures itself: a batch is too short to be measured from outside. */
final class LibsrtpTurn implements Turn {
    private final Libsrtp libsrtp;

    LibsrtpTurn(Suite suite, int payload, int batch) throws Exception {
        libsrtp = new Libsrtp(suite, payload, batch);
    }

    /** What it works with, for who checks it. */
    Libsrtp libsrtp() {
        return libsrtp;
    }

    @Override
    public void take(int number, Costs costs) throws Exception {
        DataInputStream nanos = libsrtp.turn();
        costs.add(nanos.readLong(), nanos.readLong(), 0, 0);
    }

    @Override
    public void close() throws IOException {
        libsrtp.close();
    }
}
