package voip.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import voip.stun.StunCredentials;

/** The options of a STUN client's user. A password is no option: everybody on the machine can read a command line. */
final class CredentialOptions {
    @Option(names = "--user", paramLabel = "NAME", description = "Who asks, for a server that wants to know.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The user's password, in UTF-8; an end of line after it does not count.")
    private @Nullable Path file;

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "The environment variable that has the user's password.")
    private @Nullable String variable;

    @Option(
            names = "--short-term",
            description = "User and password are those of a session, as in ICE, and no realm's (RFC 8489).")
    private boolean shortTerm;

    boolean areGiven() {
        return user != null;
    }

    /** Throws wrong usage unless there is a user with one password, or neither. */
    void requireComplete(Output output) {
        if (user == null && (file != null || variable != null || shortTerm)) {
            throw output.wrongUsage("a password needs --user NAME");
        }
        if (user != null && (file == null) == (variable == null)) {
            throw output.wrongUsage(
                    "--user needs its password: either --password-file FILE or --password-env VARIABLE");
        }
    }

    /**
     * The credentials.
     *
     * @throws Failure if the password cannot be read, or one of them cannot be used
     */
    StunCredentials read() {
        char[] password = file == null ? environment(String.valueOf(variable)) : content(file);
        try {
            return shortTerm
                    ? StunCredentials.shortTerm(String.valueOf(user), password)
                    : StunCredentials.longTerm(String.valueOf(user), password);
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static char[] environment(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new Failure("the environment variable " + variable + " is not set");
        }
        return value.toCharArray();
    }

    private static char[] content(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            CharBuffer text = UTF_8.decode(ByteBuffer.wrap(bytes));
            Arrays.fill(bytes, (byte) 0);
            char[] all = text.array();
            int end = text.limit();
            end -= end > 0 && all[end - 1] == '\n' ? 1 : 0;
            end -= end > 0 && all[end - 1] == '\r' ? 1 : 0;
            char[] password = Arrays.copyOf(all, end);
            Arrays.fill(all, '\0');
            return password;
        } catch (IOException e) {
            throw new Failure("the password cannot be read from " + file + ": " + e, e);
        }
    }
}
