package voip.app;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, for the parser. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {Main.version()};
    }
}
