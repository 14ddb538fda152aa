package voip.bench;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** HMAC by a {@code Mac} that is initialised once. */
record ProviderCode(Mac mac) implements Primitives.Code {
    @Override
    public void over(byte[] data, int length, byte[] trailer, byte[] out) throws GeneralSecurityException {
        mac.update(data, 0, length);
        mac.update(trailer);
        mac.doFinal(out, 0);
    }
}
