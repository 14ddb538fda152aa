package voip.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class PeersIT {
    @Test
    void missingPeerIsSkippedWithItsReason() {
        TestAbortedException skip = assertThrows(
                TestAbortedException.class,
                () -> Peers.require(false, "a peer that this test made up is not installed", false));
        assertTrue(skip.getMessage().contains("a peer that this test made up is not installed"), skip.getMessage());
    }

    @Test
    void missingPeerFailsWherePeersAreRequired() {
        AssertionFailedError failure = assertThrows(
                AssertionFailedError.class,
                () -> Peers.require(false, "a peer that this test made up is not installed", true));
        assertEquals("a peer that this test made up is not installed, and peers.required=true", failure.getMessage());
    }

    @Test
    void presentPeerIsNeitherSkippedNorFailed() {
        assertTrue(Peers.isPresent("sh"));
        assertTrue(!Peers.isPresent("no-such-program"));
        Peers.require("sh");
    }
}
