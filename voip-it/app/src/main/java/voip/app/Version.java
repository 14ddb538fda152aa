package voip.app;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the module's version, and that of the Java runtime that the image holds. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        ModuleDescriptor module = Main.class.getModule().getDescriptor();
        String version = module == null ? "?" : module.rawVersion().orElse("?");
        return new String[] {"voip " + version + " (Java " + Runtime.version() + ")"};
    }
}
