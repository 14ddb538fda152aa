package voip.testkit.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import voip.api.srtp.SrtpCipher;

/** How ciphers of both kinds live: apart from each other, with keys of their own, from packet to packet until they are closed. */
abstract class CipherContract extends HeaderExtensionContract {
    private static final int LONGEST_PACKET = 400;

    /**
     * A packet as the cipher protects it: the number stands for its vector and content. Opening it has to give it back.
     */
    abstract String protect(SrtpCipher cipher, int packet) throws GeneralSecurityException;

    @Test
    void ciphersDoNotDisturbEachOther() throws Exception {
        byte[] key = key();
        byte[] authKey = authKey();
        try (SrtpCipher a = open(key, authKey)) {
            List<String> alone = List.of(protect(a, 1), protect(a, 2));
            SrtpCipher twin = open(key, authKey);
            try (SrtpCipher b = open(key(), authKey())) {
                List<String> ofB = List.of(protect(b, 1), protect(b, 2));
                assertNotEquals(alone, ofB, "another key protects as this one does");
                assertEquals(alone, List.of(protect(twin, 1), protect(twin, 2)));
                twin.close();
                for (int i = 0; i < 3; i++) {
                    String first = protect(a, 1);
                    assertEquals(ofB, List.of(protect(b, 1), protect(b, 2)));
                    assertEquals(alone, List.of(first, protect(a, 2)));
                }
            }
            assertEquals(alone, List.of(protect(a, 1), protect(a, 2)), "after the others were closed");
        }
    }

    @Test
    void keepsItsKeysWhenTheCallerWipesTheArrays() throws Exception {
        byte[] key = key();
        byte[] authKey = authKey();
        try (SrtpCipher kept = open(key, authKey);
                SrtpCipher wiped = suite().open(key, authKey)) {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(authKey, (byte) 0);
            assertEquals(protect(kept, 1), protect(wiped, 1));
        }
    }

    /** One thread at a time, but not always the same one. */
    @Test
    void servesOneThreadAfterAnother() throws Exception {
        byte[] key = key();
        byte[] authKey = authKey();
        SrtpCipher cipher = Workers.elsewhere(() -> open(key, authKey));
        String here = protect(cipher, 1);
        assertEquals(here, Workers.elsewhere(() -> protect(cipher, 1)));
        assertEquals(here, protect(cipher, 1));
        Workers.elsewhere(() -> {
            cipher.close();
            return true;
        });
        assertThrows(IllegalStateException.class, () -> protect(cipher, 1));
    }

    /** Each in a thread of its own, and all open at once. */
    @Test
    void manyCiphersWorkAtTheSameTime() throws Exception {
        CyclicBarrier start = new CyclicBarrier(Workers.COUNT);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int worker = 0; worker < Workers.COUNT; worker++) {
            byte[] key = key();
            byte[] authKey = authKey();
            List<String> expected = new ArrayList<>();
            for (int packet = 0; packet < 10; packet++) {
                expected.add(protectedBy(key, authKey, packet));
            }
            tasks.add(() -> {
                boolean right = true;
                try (SrtpCipher kept = open(key, authKey)) {
                    Workers.await(start);
                    for (int i = 0; i < 100; i++) {
                        right &= expected.get(i % 10).equals(protect(kept, i % 10));
                        right &= expected.get(i % 10).equals(protectedBy(key, authKey, i % 10));
                    }
                }
                return right;
            });
        }
        assertFalse(Workers.together(tasks).contains(false), "a thread's cipher was disturbed by another's");
    }

    /** In any order, and each as a cipher does that protects no other packet. */
    @Test
    void protectsThousandsOfPacketsAndEachOfThemAgain() throws Exception {
        byte[] key = key();
        byte[] authKey = authKey();
        List<String> expected = new ArrayList<>();
        for (int packet = 0; packet < 60; packet++) {
            expected.add(protectedBy(key, authKey, packet));
        }
        try (SrtpCipher cipher = open(key, authKey)) {
            for (int i = 0; i < 2000; i++) {
                int packet = (i * 7 + i / 60) % 60;
                assertEquals(expected.get(packet), protect(cipher, packet), "call " + i);
            }
        }
    }

    /** The cipher, opened with copies of the keys. */
    SrtpCipher open(byte[] key, byte[] authKey) throws GeneralSecurityException {
        return suite().open(key.clone(), authKey.clone());
    }

    final byte[] key() {
        return samples.bytes(suite().spec().keyLength());
    }

    final byte[] authKey() {
        return samples.bytes(suite().spec().authKeyLength());
    }

    /** The content of a packet: of many lengths below 400 bytes. */
    static byte[] payload(int packet) {
        return new Samples(packet).bytes(packet * 37 % LONGEST_PACKET);
    }

    private String protectedBy(byte[] key, byte[] authKey, int packet) throws GeneralSecurityException {
        try (SrtpCipher cipher = open(key, authKey)) {
            return protect(cipher, packet);
        }
    }
}
