package voip.crypto.jce.plugin;

/** A suite whose codes are those of {@code Mac}, which otherwise takes a JVM that was told so. */
final class MacSuite extends AesCmHmacSha1 {
    MacSuite(String name, int keyBytes) {
        super(name, keyBytes, 10);
    }

    @Override
    HmacConstruction hmac() {
        return HmacConstruction.MAC;
    }
}
