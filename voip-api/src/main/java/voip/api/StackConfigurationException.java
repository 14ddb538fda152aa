package voip.api;

import java.util.List;

/** A stack that cannot be built as asked: its message holds every problem that was found, not only the first. */
public final class StackConfigurationException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<String> problems;

    StackConfigurationException(List<String> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, a sentence each: what was asked, what is true, what to write. */
    public List<String> problems() {
        return problems;
    }

    private static String message(List<String> problems) {
        return problems.size() == 1
                ? "the stack cannot be built: " + problems.get(0)
                : "the stack cannot be built, for " + problems.size() + " reasons:\n- " + String.join("\n- ", problems);
    }
}
