package voip.crypto.jce.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.KeyedHash;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

/** That no copy of a key stays in the heap. */
class KeysWipedTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    /** A key, of which this test keeps only the complement. */
    private final class Secret {
        private final byte[] complement;
        private final byte[] bytes;

        Secret(int length) {
            bytes = new byte[length];
            random.nextBytes(bytes);
            complement = complementOf(bytes);
        }

        byte[] bytes() {
            return bytes;
        }

        boolean isIn(byte[] dump) {
            int first = ~complement[0];
            for (int i = 0; i <= dump.length - complement.length; i++) {
                if (dump[i] == (byte) first && isAt(dump, i)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAt(byte[] dump, int at) {
            for (int i = 0; i < complement.length; i++) {
                if (dump[at + i] != (byte) ~complement[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static byte[] complementOf(byte[] bytes) {
        byte[] complement = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            complement[i] = (byte) ~bytes[i];
        }
        return complement;
    }

    @Test
    void noKeyIsInTheHeapOnceAllIsClosed() throws Exception {
        SrtpCipherSuite suite = new AesCm128HmacSha1Tag80();
        Secret master = new Secret(16);
        Secret authKey = new Secret(20);
        Secret hashKey = new Secret(20);
        MasterKey masterKey = new MasterKey(master.bytes(), new byte[14]);
        byte[] sessionKey = new byte[16];
        suite.derive(masterKey, 0, 0, sessionKey);
        Secret session = derived(sessionKey);
        CounterModeCipher cipher = (CounterModeCipher) suite.open(sessionKey, authKey.bytes());
        KeyedHash hash = new JceCryptoModule().keyedHash("HmacSHA1", hashKey.bytes());
        Arrays.fill(sessionKey, (byte) 0);
        Arrays.fill(authKey.bytes(), (byte) 0);
        Arrays.fill(hashKey.bytes(), (byte) 0);
        masterKey.close();
        cipher.apply(new byte[16], new byte[160], 0, 160);
        cipher.mac(new byte[160], 0, 160, new byte[4], new byte[20]);
        hash.hash(new byte[100], 0, 100);

        byte[] open = heap("open");
        assertTrue(session.isIn(open), "the search finds a key that is in use");
        assertTrue(authKey.isIn(open), "the search finds a key that is in use");
        assertTrue(hashKey.isIn(open), "the search finds a key that is in use");
        Arrays.fill(open, (byte) 0);

        cipher.close();
        hash.close();
        byte[] closed = heap("closed");
        assertFalse(master.isIn(closed), "master key");
        assertFalse(session.isIn(closed), "session key");
        assertFalse(authKey.isIn(closed), "session authentication key");
        assertFalse(hashKey.isIn(closed), "key of the keyed hash");
    }

    private Secret derived(byte[] bytes) {
        Secret secret = new Secret(bytes.length);
        System.arraycopy(complementOf(bytes), 0, secret.complement, 0, bytes.length);
        return secret;
    }

    /** A dump of what is reachable; by reflection, because the module does not require the management of the JVM. */
    private byte[] heap(String name) throws Exception {
        Path file = folder.resolve(name + ".hprof");
        Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
        Method find =
                Class.forName("java.lang.management.ManagementFactory").getMethod("getPlatformMXBean", Class.class);
        Object diagnostics = find.invoke(null, type);
        type.getMethod("dumpHeap", String.class, boolean.class).invoke(diagnostics, file.toString(), true);
        byte[] dump = Files.readAllBytes(file);
        Files.delete(file);
        return dump;
    }

    @Test
    void aKeyIsNeitherPrintedNorSerialised() throws Exception {
        ErasableKey key = new ErasableKey("AES", new byte[] {0x41, 0x42, 0x43, 0x44});
        assertTrue(key.toString().startsWith(ErasableKey.class.getName() + "@"));
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThrows(NotSerializableException.class, () -> out.writeObject(key));
        }
        key.destroy();
        assertTrue(key.isDestroyed());
        assertEquals(0, key.getEncoded()[0]);
    }
}
