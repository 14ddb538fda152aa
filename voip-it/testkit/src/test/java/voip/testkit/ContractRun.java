package voip.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The tests of a contract as JUnit runs them for those who extend it: green for what is right, red for what is not. */
public final class ContractRun {
    private ContractRun() {}

    /** All tests of the contract must pass, but for so many that are skipped. */
    public static void assertGreen(Class<?> contract, int skipped) {
        TestExecutionSummary summary = run(List.of(selectClass(contract)));
        assertEquals(List.of(), failed(summary), () -> causes(summary));
        assertEquals(skipped, summary.getTestsAbortedCount(), "skipped");
        assertTrue(summary.getTestsSucceededCount() > 10, () -> "only " + summary.getTestsSucceededCount());
    }

    /** Every one of these tests of the contract must fail. */
    public static void assertRed(Class<?> contract, String... tests) {
        List<DiscoverySelector> selectors = Arrays.stream(tests)
                .<DiscoverySelector>map(test -> selectMethod(contract, test))
                .toList();
        TestExecutionSummary summary = run(selectors);
        assertEquals(List.copyOf(new TreeSet<>(List.of(tests))), failed(summary));
    }

    private static TestExecutionSummary run(List<DiscoverySelector> selectors) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectors)
                                .build(),
                        listener);
        return listener.getSummary();
    }

    private static List<String> failed(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier()
                        .getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> ((MethodSource) source).getMethodName())
                        .orElseGet(() -> failure.getException().toString()))
                .distinct()
                .sorted()
                .toList();
    }

    private static String causes(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .toList()
                .toString();
    }
}
