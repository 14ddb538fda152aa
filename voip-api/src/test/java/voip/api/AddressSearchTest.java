package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import voip.api.spi.AddressDiscovery;
import voip.api.spi.MediaContext;

/** Who looks up the STUN server's name; what becomes of the search is tested with the stack. */
@Timeout(20)
class AddressSearchTest {
    @ParameterizedTest
    @CsvSource({"localhost, voip-stun-lookup", "127.0.0.1, caller"})
    void aNameIsLookedUpByAThreadOfItsOwn(String host, String expected) {
        MediaContext context = mock(MediaContext.class);
        CompletableFuture<String> asker = new CompletableFuture<>();
        doAnswer(execute -> asker.complete(Thread.currentThread().getName()))
                .when(context)
                .execute(any());
        Thread.currentThread().setName("caller");
        new AddressSearch(
                        StunServer.parse(host),
                        (ports, timing, listener) -> mock(AddressDiscovery.Discovery.class),
                        AddressDiscovery.Timing.STANDARD,
                        context,
                        address -> true,
                        event -> {})
                .start();
        assertEquals(expected, asker.join());
    }

    @Test
    void anUnknownNameIsLookedUpAgainUntilTheSearchIsClosed() throws InterruptedException {
        MediaContext context = mock(MediaContext.class);
        doAnswer(execute -> {
                    ((Runnable) execute.getArgument(0)).run();
                    return null;
                })
                .when(context)
                .execute(any());
        CountDownLatch failures = new CountDownLatch(3);
        Thread[] lookup = new Thread[1];
        AddressSearch search = new AddressSearch(
                StunServer.parse("nowhere.invalid"),
                (ports, timing, listener) -> mock(AddressDiscovery.Discovery.class),
                new AddressDiscovery.Timing(Duration.ofMillis(500), 7, 16, Duration.ofMillis(1)),
                context,
                address -> true,
                event -> {
                    lookup[0] = Thread.currentThread();
                    failures.countDown();
                });
        search.start();
        failures.await();
        search.close();
        lookup[0].join();
        assertTrue(search.whyNot().contains("the host nowhere.invalid of the STUN server is not known"));
    }
}
