package voip.app;

import java.lang.module.ModuleDescriptor;

/** Where {@code voip} begins. It knows of no library: what this class names, the image's archive of a start has to hold. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println(version()); // as the parser would, which takes longer to make than the JVM to start
            return;
        }
        Logging.whenFirstUsed();
        StopSignal.exit(VoipCommand.run(args));
    }

    /** The module's version, and that of the Java runtime that the image holds; without +, whose first use takes time. */
    static String version() {
        ModuleDescriptor module = Main.class.getModule().getDescriptor();
        String version = module == null ? "?" : module.rawVersion().orElse("?");
        return String.join("", "voip ", version, " (Java ", System.getProperty("java.runtime.version"), ")");
    }
}
