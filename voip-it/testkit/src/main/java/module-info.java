import org.jspecify.annotations.NullMarked;

/**
 * Test support for those who build on the framework: {@link voip.testkit.MemoryNetwork}, a network in memory whose time
 * the test moves and whose faults the test orders.
 *
 * <p>It is a module of its own so that tests can have it and applications need not, and it knows only {@code voip.api}:
 * no test framework, so that any will do.
 */
@NullMarked
module voip.testkit {
    requires transitive voip.api;

    exports voip.testkit;
}
