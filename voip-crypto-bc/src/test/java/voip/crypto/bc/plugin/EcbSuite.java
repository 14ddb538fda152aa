package voip.crypto.bc.plugin;

/** A suite whose counter mode is ours, which otherwise takes a JVM that was told so. */
final class EcbSuite extends AesCmHmacSha1 {
    EcbSuite(String name, int keyBytes) {
        super(name, keyBytes, 10);
    }

    @Override
    Keystream keystream() {
        return Keystream.ECB;
    }
}
