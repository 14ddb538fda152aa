import org.jspecify.annotations.NullMarked;

/**
 * Test support for those who build on the framework: {@link voip.testkit.MemoryNetwork}, a network in memory whose time
 * the test moves and whose faults the test orders; in {@link voip.testkit.suite} the contracts that cipher suites and crypto modules are
 * tested by, and in {@link voip.testkit.transport} that of transports.
 *
 * <p>It is a module of its own so that tests can have it and applications need not. The network knows only {@code voip.api},
 * so that any test framework will do; the contracts are JUnit tests, and only those who extend them need JUnit.
 */
@NullMarked
module voip.testkit {
    requires static transitive org.junit.jupiter.api;
    requires transitive voip.api;

    exports voip.testkit;
    exports voip.testkit.suite;
    exports voip.testkit.transport;

    // JUnit finds and runs the tests that are inherited.
    opens voip.testkit.suite;
    opens voip.testkit.transport;
}
