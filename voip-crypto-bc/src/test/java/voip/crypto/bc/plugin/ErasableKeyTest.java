package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class ErasableKeyTest {
    @Test
    void isNeitherPrintedNorSerialised() throws Exception {
        ErasableKey key = new ErasableKey("AES", new byte[] {0x41, 0x42, 0x43, 0x44});
        assertTrue(key.toString().startsWith(ErasableKey.class.getName() + "@"));
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThrows(NotSerializableException.class, () -> out.writeObject(key));
        }
        key.destroy();
        assertTrue(key.isDestroyed());
        assertArrayEquals(new byte[4], key.getEncoded());
    }
}
