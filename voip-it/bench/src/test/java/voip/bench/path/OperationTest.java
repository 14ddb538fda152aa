package voip.bench.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import voip.testkit.ThreadCost;

/** Those who are compared do the same work, and ours keeps to its budget of allocations. */
class OperationTest {
    private static final int ROUNDS = 400;
    /** Of what takes microseconds. */
    private static final int FEW_ROUNDS = 20;

    private static final int SLOW_BYTES = 2_000;
    /** Bytes a packet: one object in thirty packets would be more. */
    private static final double NOISE = 0.5;

    @ParameterizedTest
    @EnumSource
    void allContendersFindTheSame(Operation operation) throws Exception {
        List<Contender> contenders = operation.contenders();
        for (int round = 0; round < 3; round++) {
            long expected = 0;
            for (int i = 0; i < contenders.size(); i++) {
                contenders.get(i).prepare();
                long found = contenders.get(i).run();
                expected = i == 0 ? found : expected;
                assertEquals(expected, found, "contender " + i);
            }
            assertTrue(expected != 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FIND_BY_ADDRESS", "FIND_BY_SOURCE"})
    void everyCallIsFound(Operation operation) throws Exception {
        for (Contender contender : operation.contenders()) {
            contender.prepare();
            assertEquals(Operation.WORKLOAD, contender.run());
        }
    }

    @ParameterizedTest
    @EnumSource
    void oursAllocatesNoMoreThanItsBudget(Operation operation) throws Exception {
        Contender ours = operation.contenders().get(0);
        ours.prepare();
        int rounds = operation.budget() > SLOW_BYTES ? FEW_ROUNDS : ROUNDS;
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 4; round++) { // the first ones warm up
            long before = ThreadCost.allocatedBytes();
            for (int i = 0; i < rounds; i++) {
                ours.run();
            }
            allocated = Math.min(allocated, ThreadCost.allocatedBytes() - before);
        }
        double each = (double) allocated / rounds / Operation.WORKLOAD;
        assertTrue(each < operation.budget() + NOISE, each + " bytes for one packet");
    }
}
