package voip.api;

import java.net.InetSocketAddress;

/** What happens to a stack; more kinds may be added in minor versions. */
public sealed interface StackEvent {
    /**
     * The public address of the media port has been found for the first time.
     *
     * @param address as the server sees it
     * @param server that was asked
     */
    record AddressFound(InetSocketAddress address, InetSocketAddress server) implements StackEvent {}

    /**
     * The public address of the media port is another one: calls that named the former have to be offered anew.
     *
     * @param before the former
     * @param now the present
     */
    record AddressChanged(InetSocketAddress before, InetSocketAddress now) implements StackEvent {}

    /**
     * The public address was not found, or not confirmed.
     *
     * @param reason what was asked and what came of it, a sentence
     */
    record AddressFailed(String reason) implements StackEvent {}

    /**
     * Something happened to a call; its session was told before.
     *
     * @param call of this stack
     * @param event what happened
     */
    record OfCall(Call call, CallEvent event) implements StackEvent {}
}
