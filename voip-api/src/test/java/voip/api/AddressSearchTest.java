package voip.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.util.concurrent.CompletableFuture;
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
}
