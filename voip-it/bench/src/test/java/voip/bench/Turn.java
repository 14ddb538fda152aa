package voip.bench;

import java.io.IOException;

/** An entrant's part in each round: to protect a batch of packets, and to unprotect them. */
interface Turn extends AutoCloseable {
    /** Works through the packets from a number on, and adds what they cost. */
    void take(int number, Costs costs) throws Exception;

    @Override
    void close() throws IOException;
}
