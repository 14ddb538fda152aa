package voip.bench.path;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Reads a whole number and a reference at random places of two arrays, as large as a hash table of so many calls needs them: what the
 * reading alone takes of looking one up.
 */
final class RandomReading implements Contender {
    private static final int PLACES_PER_CALL = 2;
    private static final int LEAST_PLACES = 16;

    private final Random random = new Random(42);
    private final long[] numbers;
    private final Object[] references;
    private final int[] places = new int[Operation.WORKLOAD];

    private RandomReading(int calls) {
        int length = Integer.highestOneBit(2 * Math.max(LEAST_PLACES / 2, PLACES_PER_CALL * calls) - 1);
        numbers = new long[length];
        references = new Object[length];
        Arrays.setAll(references, i -> new Object());
    }

    static List<Contender> among() {
        return IntStream.of(Finding.CALLS)
                .<Contender>mapToObj(RandomReading::new)
                .toList();
    }

    @Override
    public void prepare() {
        for (int i = 0; i < places.length; i++) {
            places[i] = random.nextInt(numbers.length);
        }
    }

    @Override
    public long run() {
        long found = 0;
        for (int place : places) {
            found += numbers[place] == 0 && references[place] != this ? 1 : 0;
        }
        return found;
    }
}
