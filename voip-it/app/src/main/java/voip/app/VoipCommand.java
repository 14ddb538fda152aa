package voip.app;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"})
final class VoipCommand {
    private VoipCommand() {}

    /** Runs the command that the arguments name, and returns its exit code. */
    static int run(String... args) {
        return commandLine(args).execute(args);
    }

    /** Knows the command that comes first among the arguments, or all if none does: to read what is annotated takes time. */
    static CommandLine commandLine(String... args) {
        Map<String, Supplier<Callable<Integer>>> commands = new LinkedHashMap<>(); // in the order of the help
        commands.put("demo", DemoCommand::new);
        commands.put("answer", AnswerCommand::new);
        commands.put("send", SendCommand::new);
        commands.put("recv", RecvCommand::new);
        commands.put("stun", StunCommand::new);
        commands.put("suites", SuitesCommand::new);
        commands.put("bench", BenchCommand::new);
        if (args.length > 0 && commands.containsKey(args[0])) {
            commands.keySet().retainAll(Set.of(args[0]));
        }
        CommandLine line = new CommandLine(new VoipCommand());
        commands.values().forEach(command -> line.addSubcommand(command.get()));
        return line.setExecutionExceptionHandler(VoipCommand::explain)
                .setParameterExceptionHandler(VoipCommand::explainUsage);
    }

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log what happens to calls, to standard error.")
    void verbose(boolean on) {
        if (on) {
            Logging.verbose();
        }
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
        Logger logger = LogManager.getLogger(VoipCommand.class);
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
