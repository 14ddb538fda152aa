package voip.crypto.bc.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import voip.api.srtp.AeadCipher;
import voip.api.srtp.Approval;
import voip.api.srtp.CounterModeCipher;
import voip.api.srtp.CryptoModule;
import voip.api.srtp.KeyedHash;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;

/**
 * What bc-fips refuses, by errors for the most part, is an answer and no more. Its approved-only mode is a thread's own where
 * the JVM is not started in it: what was opened outside is refused inside.
 */
@DisabledIfSystemProperty(named = "org.bouncycastle.fips.approved_only", matches = "true")
class RefusalsTest {
    private final SrtpCipherSuite suite = new AesCm128HmacSha1Tag80();
    private final CryptoModule module = new BcCryptoModule();

    @AfterEach
    void isNotRegisteredForTheRestOfTheJvm() {
        assertNull(Security.getProvider("BCFIPS"));
    }

    @Test
    void aThreadInApprovedOnlyModeIsRefusedByAnExceptionAndNotByAnError() throws Exception {
        CounterModeCipher cipher = (CounterModeCipher) suite.open(new byte[16], new byte[20]);
        byte[] data = new byte[100];
        byte[] code = new byte[20];
        cipher.mac(data, 0, 100, new byte[4], code);
        GeneralSecurityException refusal = assertThrows(
                GeneralSecurityException.class,
                () -> approvedOnly(() -> {
                    cipher.mac(data, 0, 100, new byte[4], new byte[20]);
                    return data;
                }));
        assertTrue(refusal.getMessage().startsWith("bc-fips refuses: "), refusal.getMessage());
        byte[] again = new byte[20];
        cipher.mac(data, 0, 100, new byte[4], again);
        assertArrayEquals(code, again, "the refusal left a trace");
        approvedOnly(() -> {
            cipher.close();
            return data;
        });
        assertThrows(IllegalStateException.class, () -> cipher.apply(new byte[16], data, 0, 100));
    }

    @Test
    void anAeadCipherOnAThreadInApprovedOnlyModeWorksOrIsRefusedByAnException() throws Exception {
        AeadCipher cipher = (AeadCipher) new AeadAes128Gcm().open(new byte[16], new byte[0]);
        byte[] data = new byte[60];
        cipher.seal(new byte[12], data, 0, 12, data, 12, 32);
        byte[] sealed = data.clone();
        try {
            approvedOnly(() -> {
                byte[] again = new byte[60];
                cipher.seal(new byte[12], again, 0, 12, again, 12, 32);
                assertArrayEquals(sealed, again);
                return again;
            });
        } catch (GeneralSecurityException refusal) {
            assertTrue(refusal.getMessage().startsWith("bc-fips refuses: "), refusal.getMessage());
        }
        assertTrue(cipher.unseal(new byte[12], data, 0, 12, data, 12, 48));
        approvedOnly(() -> {
            cipher.close();
            return data;
        });
        assertThrows(IllegalStateException.class, () -> cipher.unseal(new byte[12], data, 0, 12, data, 12, 48));
    }

    @Test
    void aKeyedHashSaysWhyItFails() throws Exception {
        KeyedHash hash = module.keyedHash("HmacSHA256", new byte[32]);
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> approvedOnly(() -> hash.hash(new byte[9], 0, 9)));
        assertTrue(refusal.getMessage().startsWith("bc-fips refuses: "), refusal.getMessage());
        approvedOnly(() -> {
            hash.close();
            return new byte[0];
        });
    }

    @Test
    void derivesAndOpensInApprovedOnlyMode() throws Exception {
        byte[] outside = new byte[16];
        suite.derive(new MasterKey(new byte[16], new byte[14]), 0, 0, outside);
        byte[] inside = approvedOnly(() -> {
            byte[] key = new byte[16];
            suite.derive(new MasterKey(new byte[16], new byte[14]), 0, 0, key);
            suite.open(key, new byte[20]).close();
            return key;
        });
        assertArrayEquals(outside, inside);
    }

    @Test
    void shortKeysOfHashesAreRefusedInApprovedOnlyMode() throws Exception {
        module.keyedHash("HmacSHA1", new byte[4]).close();
        String refusal = assertThrows(
                        GeneralSecurityException.class,
                        () -> approvedOnly(
                                () -> module.keyedHash("HmacSHA1", new byte[4]).hash(new byte[1], 0, 1)))
                .getMessage();
        assertTrue(refusal.contains("less than 14 bytes"), refusal);
    }

    /** On the next thread bc-fips would do the same unapproved, and say nothing. */
    @Test
    void aThreadsOwnApprovedOnlyModeIsNoApproval() throws Exception {
        List<Approval> approvals = new ArrayList<>();
        approvedOnly(() -> {
            approvals.add(module.approval());
            return new byte[0];
        });
        approvals.add(module.approval());
        assertEquals(
                List.of(
                        "bc-fips is not in approved-only mode, but for this thread: start the JVM with"
                                + " -Dorg.bouncycastle.fips.approved_only=true",
                        "bc-fips is not in approved-only mode: start the JVM with"
                                + " -Dorg.bouncycastle.fips.approved_only=true"),
                approvals.stream()
                        .map(approval -> approval.obstacle().orElseThrow())
                        .toList());
    }

    @Test
    void leavesNothingOfAKeyThatCouldNotBeDerived() {
        byte[] out = {1, 2, 3, 4};
        assertThrows(
                GeneralSecurityException.class,
                () -> suite.derive(new MasterKey(new byte[15], new byte[14]), 0, 0, out));
        assertArrayEquals(new byte[4], out);
    }

    /** On a thread of its own, whose mode ends with it. */
    private static byte[] approvedOnly(Callable<byte[]> task) throws Exception {
        FutureTask<byte[]> result = new FutureTask<>(() -> {
            CryptoServicesRegistrar.setApprovedOnlyMode(true);
            return task.call();
        });
        new Thread(result).start();
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
