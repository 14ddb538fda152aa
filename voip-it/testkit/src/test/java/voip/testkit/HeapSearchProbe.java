package voip.testkit;

import java.lang.ref.Reference;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Prints what is found of a cipher's key while there is that cipher, and when it is gone. */
final class HeapSearchProbe {
    private HeapSearchProbe() {}

    public static void main(String[] args) throws Exception {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        HeapSearch search = new HeapSearch().secret("key", key);
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        Arrays.fill(key, (byte) 0);
        List<String> before = search.found();
        Reference.reachabilityFence(cipher);
        cipher = null;
        System.out.println(before + " " + search.found());
    }
}
