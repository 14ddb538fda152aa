package voip.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionException;
import voip.api.VoipStack;

/** The start of a stack, with a sentence for the user if its address cannot be had, or its public address. */
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

    /**
     * Waits for the public address, which is known or has failed after as long as the STUN server may take.
     *
     * @throws Failure if there is none, and says why
     */
    static InetSocketAddress publicAddress(VoipStack stack) {
        try {
            return stack.publicAddress().join();
        } catch (CompletionException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new Failure(String.valueOf(reason.getMessage()), e);
        }
    }

    /**
     * Waits for the public address until a signal comes.
     *
     * @throws Failure if there is none
     */
    static InetSocketAddress publicAddress(VoipStack stack, StopSignal stop) throws InterruptedException {
        while (!stack.publicAddress().isDone()) {
            if (stop.await(20)) {
                throw new Failure("interrupted before the public address was known");
            }
        }
        return publicAddress(stack);
    }
}
