package my.app;

import voip.api.Call;
import voip.api.CallHandler;
import voip.api.CallSession;

/** Sends back what it hears. */
final class Echo implements CallHandler {
    @Override
    public CallSession open(Call call) {
        return call::send;
    }
}
