package voip.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * One contender's way through its slots. The class is defined anew for each contender, so that the JVM compiles each one's
 * loop for the contender that is in it, and none pays for a call that knows several.
 */
final class BatchLoop implements BatchWork {
    private final Contender contender;

    BatchLoop(Contender contender) {
        this.contender = contender;
    }

    static BatchWork of(Contender contender) throws IOException, ReflectiveOperationException {
        try (InputStream code = BatchLoop.class.getResourceAsStream("BatchLoop.class")) {
            return (BatchWork) MethodHandles.lookup()
                    .defineHiddenClass(code.readAllBytes(), true)
                    .lookupClass()
                    .getDeclaredConstructor(Contender.class)
                    .newInstance(contender);
        }
    }

    @Override
    public int protect(int slots, int length) throws Exception {
        int sum = 0;
        for (int i = 0; i < slots; i++) {
            contender.take(i);
            sum += contender.protect(length);
        }
        return sum;
    }

    @Override
    public int unprotect(int slots, int length) throws Exception {
        int sum = 0;
        for (int i = 0; i < slots; i++) {
            contender.take(i);
            sum += contender.unprotect(length);
        }
        return sum;
    }
}
