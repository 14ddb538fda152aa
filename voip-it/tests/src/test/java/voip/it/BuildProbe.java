package voip.it;

import java.nio.file.Path;
import java.util.List;
import voip.api.Encryption;
import voip.api.Plugin;
import voip.api.VoipStack;
import voip.api.VoipStackBuilder;

/** A main class that builds, starts and closes a stack in whatever deployment it is run, and tells what came of it. */
public final class BuildProbe {
    private BuildProbe() {}

    /** Takes builder settings as {@code name=value}. */
    public static void main(String[] settings) throws Exception {
        VoipStackBuilder builder = VoipStack.builder();
        for (String setting : settings) {
            String value = setting.substring(setting.indexOf('=') + 1);
            switch (setting.substring(0, setting.indexOf('='))) {
                case "suites" -> builder.cipherSuites(value.split(","));
                case "provider" -> builder.cryptoProvider(value);
                case "plugins" -> builder.plugins(Path.of(value));
                case "fips" -> builder.requireFips();
                case "stun" -> builder.stunServer(value);
                case "transport" -> builder.transport(value);
                case "encryption" -> builder.encryption(Encryption.valueOf(value));
                default -> throw new IllegalArgumentException(setting);
            }
        }
        try (VoipStack stack = builder.build()) {
            stack.start();
            System.out.println("built " + stack.cipherSuites());
            if (List.of(settings).contains("fips=")) {
                System.out.println(stack.fips());
            }
            for (Plugin plugin : stack.plugins()) {
                System.out.println(plugin);
            }
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
