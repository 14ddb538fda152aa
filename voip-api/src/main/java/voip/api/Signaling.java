package voip.api;

/** The application's signalling, by which {@link Call#hangUp()} ends the dialogue that a call belongs to. */
@FunctionalInterface
public interface Signaling {
    /**
     * Ends the dialogue of the call, by a SIP BYE for instance. Called once per call, on the thread that hangs up, or on
     * a thread of its own while a stack closes.
     */
    void bye(Call call);
}
