package voip.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceTableTest {
    @Test
    void findsEverySourceItWasGivenAndNoOther() {
        SourceTable table = new SourceTable(1 << 16);
        Map<Integer, Source> expected = new HashMap<>();
        Random random = new Random(1);
        expected.put(0, new Source(64, false, null));
        for (int i = 1; i < 1 << 16; i++) {
            // Neighbours, and multiples that a poor hash would put in one place.
            int ssrc = i % 3 == 0 ? i : i % 3 == 1 ? i << 16 : random.nextInt();
            expected.putIfAbsent(ssrc, new Source(64, false, null));
        }
        expected.forEach((ssrc, source) -> {
            assertNull(table.find(ssrc));
            table.add(ssrc, source);
        });
        assertEquals(expected.size(), table.size());
        expected.forEach((ssrc, source) -> assertSame(source, table.find(ssrc)));
    }

    @Test
    void isFullAtItsLimit() {
        SourceTable table = new SourceTable(1);
        table.add(5, new Source(64, false, null));
        assertTrue(table.isFull());
        assertNull(table.find(6));
    }

    @Test
    void forgetsTheFirstOneAsAnyOther() {
        SourceTable table = new SourceTable(16);
        Source first = new Source(64, false, null);
        Source second = new Source(64, false, null);
        table.add(5, first);
        table.add(6, second);
        assertTrue(table.remove(5));
        assertNull(table.find(5));
        assertSame(second, table.find(6));
        Source again = new Source(64, false, null);
        table.add(5, again);
        assertSame(again, table.find(5));
        assertSame(second, table.find(6));
        assertTrue(table.remove(6));
        assertNull(table.find(6));
        assertSame(again, table.find(5));
    }
}
