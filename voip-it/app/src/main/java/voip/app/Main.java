package voip.app;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import voip.api.OfferRefusedException;
import voip.api.StackConfigurationException;

/** The command line: {@code voip COMMAND}. Exit codes are 0 for done, 1 for failed, 2 for wrong usage. */
@Command(
        name = "voip",
        description = "Secure calls from the command line: RTP and SRTP, keys by SDP.",
        synopsisSubcommandLabel = "COMMAND",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
        subcommands = {
            DemoCommand.class,
            AnswerCommand.class,
            SendCommand.class,
            RecvCommand.class,
            StunCommand.class,
            SuitesCommand.class,
            BenchCommand.class
        })
public final class Main {
    private static final java.util.logging.Logger ROOT = java.util.logging.Logger.getLogger("");

    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s %3$s: %5$s%6$s%n");
        StopSignal.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        ROOT.setLevel(Level.WARNING);
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .setParameterExceptionHandler(Main::explainUsage);
    }

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log what happens to calls, to standard error.")
    void verbose(boolean on) {
        ROOT.setLevel(on ? Level.INFO : Level.WARNING);
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        String message = message(failure);
        Output output = Output.of(command.getCommandSpec());
        if (output != null) {
            return output.report(Map.of(), "", List.of(message));
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String message(Exception failure) {
        if (failure instanceof Failure
                || failure instanceof OfferRefusedException
                || failure instanceof StackConfigurationException) {
            return CryptoOptions.inOurWords(String.valueOf(failure.getMessage()));
        }
        Logger logger = LogManager.getLogger(Main.class);
        logger.info("Unexpected", failure);
        return (failure instanceof IOException ? "" : "unexpectedly, ") + failure + " (-v tells where)";
    }

    private static int explainUsage(ParameterException wrong, String[] args) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        wrong.getCommandLine()
                .getErr()
                .println(command.qualifiedName() + ": " + wrong.getMessage() + "; try '" + command.qualifiedName()
                        + " --help'");
        return CommandLine.ExitCode.USAGE;
    }
}
