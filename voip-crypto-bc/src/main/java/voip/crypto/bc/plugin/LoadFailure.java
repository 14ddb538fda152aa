package voip.crypto.bc.plugin;

import java.security.GeneralSecurityException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why bc-fips could not be loaded, and what to do about it. */
final class LoadFailure {
    private static final String JAR = "the jar of bc-fips as it was signed (org.bouncycastle:bc-fips)";
    private static final String JDK_MODULES =
            "link the image with --add-modules java.naming,java.logging, which bc-fips needs";
    private static final String NATIVE_CODE =
            "bc-fips unpacks native code to java.io.tmpdir, which is mounted noexec or does not fit this machine: name"
                    + " another folder by -Djava.io.tmpdir, or do without by -Dorg.bouncycastle.native.cpu_variant=java";

    private LoadFailure() {}

    static GeneralSecurityException of(Throwable failure) {
        Throwable cause = failure.getCause();
        return new GeneralSecurityException(
                "bc-fips cannot be used: " + failure
                        + (cause == null || failure.toString().contains(cause.toString()) ? "" : " (" + cause + ")")
                        + "; " + remedy(failure),
                failure);
    }

    private static String remedy(Throwable failure) {
        String known = null;
        for (Throwable at = failure; at != null && known == null; at = at.getCause()) {
            known = known(at);
        }
        return known != null
                ? known
                : "it needs " + JAR + " beside voip-crypto-bc, java.naming and java.logging in the image, and a"
                        + " java.io.tmpdir that is not mounted noexec";
    }

    private static @Nullable String known(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("checksum") || failure instanceof SecurityException) {
            // The second is the JVM's own answer to a class that is not as it was signed.
            return "its jar is not as it was signed: take it anew from its vendor (org.bouncycastle:bc-fips), and neither"
                    + " link nor repack it";
        }
        if (failure instanceof UnsatisfiedLinkError) {
            return NATIVE_CODE;
        }
        if (failure instanceof NoClassDefFoundError || failure instanceof ClassNotFoundException) {
            return missing(text.replace('.', '/'));
        }
        return failure.getClass().getSimpleName().contains("SelfTest")
                ? "a self-test of bc-fips failed on this machine: it may be used by no application here; start the JVM"
                        + " anew, and take another version of bc-fips or of the JDK if it fails again"
                : null;
    }

    private static @Nullable String missing(String type) {
        if (type.contains("java/util/logging") || type.contains("javax/naming")) {
            return JDK_MODULES;
        }
        if (type.contains("org/apache/logging")) {
            return "add log4j-api (org.apache.logging.log4j:log4j-api), through which voip.crypto.bc logs";
        }
        return type.contains("org/bouncycastle/") && !type.contains("could not initialize")
                ? "put " + JAR + " beside voip-crypto-bc"
                : null;
    }
}
