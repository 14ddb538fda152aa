package voip.app;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command tells its result: a table, or with {@code --json} one JSON object, and each problem as a line of errors. */
final class Output {
    /** The name of this mixin in every command that has it. */
    static final String MIXIN = "output";

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private boolean tableToErrors;

    /** The output of a command; null if it has none. */
    static @Nullable Output of(CommandSpec command) {
        CommandSpec mixin = command.mixins().get(MIXIN);
        return mixin == null ? null : (Output) mixin.userObject();
    }

    boolean isJson() {
        return json;
    }

    /** Leaves standard output to something else: a table goes to standard error from now on. */
    void tableToErrors() {
        tableToErrors = true;
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    /** A line that is written over and over, where somebody watches; empty to take it away. */
    Consumer<String> progress() {
        if (json || System.console() == null) {
            return line -> {};
        }
        return line -> {
            err().printf("\r%-72s\r", line);
            err().flush();
        };
    }

    /** Tells something by the way, as a line of errors. */
    void note(String sentence) {
        err().println(spec().qualifiedName() + ": " + sentence);
    }

    /**
     * Refuses an option's value.
     *
     * @throws ParameterException if it is outside the range
     */
    void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrongUsage(option + " " + value + " is outside " + least + " to " + most);
        }
    }

    /**
     * Refuses {@code --json} where standard output is for something else.
     *
     * @throws ParameterException if it was given
     */
    void requireNoJson(String sentence) {
        if (json) {
            throw wrongUsage(sentence);
        }
    }

    ParameterException wrongUsage(String sentence) {
        return new ParameterException(spec().commandLine(), sentence);
    }

    /**
     * Tells the result.
     *
     * @param result what the JSON object holds besides {@code command}, {@code ok} and {@code problems}
     * @return the exit code: done if there are no problems
     */
    int report(Map<String, ?> result, String table, List<String> problems) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("command", spec().name());
            object.put("ok", problems.isEmpty());
            object.put("problems", problems);
            object.putAll(result);
            out().println(Json.write(object));
        } else {
            (tableToErrors ? err() : out()).print(table);
        }
        out().flush();
        problems.forEach(this::note);
        err().flush();
        return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("picocli has not filled this mixin");
        }
        return command;
    }
}
