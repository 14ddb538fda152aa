package voip.app;

import java.io.IOException;
import voip.api.VoipStack;

/** The start of a stack, with a sentence for the user if its address cannot be had. */
final class Ports {
    private Ports() {}

    /**
     * Starts a stack.
     *
     * @param address that it was told to bind, in the user's words
     * @throws Failure if it cannot be bound
     */
    static void start(VoipStack stack, String address) {
        try {
            stack.start();
        } catch (IOException e) {
            throw new Failure(
                    address + " cannot be bound: " + e.getMessage()
                            + "; it must be an address of this machine, and its port and the one above must be free",
                    e);
        }
    }
}
