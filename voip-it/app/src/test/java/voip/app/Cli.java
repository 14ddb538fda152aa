package voip.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/**
 * A command as it was run: its exit code, and what it printed.
 */
record Cli(int code, String out, String err) {
    static Cli run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                VoipCommand.commandLine(args).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = command.execute(args);
        return new Cli(code, out.toString(), err.toString());
    }

    static CompletableFuture<Cli> start(String... args) {
        CompletableFuture<Cli> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(run(args)), args[0]);
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
