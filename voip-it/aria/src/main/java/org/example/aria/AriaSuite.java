package org.example.aria;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.params.KeyParameter;
import voip.api.srtp.KeystreamCipher;
import voip.api.srtp.KnownAnswer;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipher;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/** What all suites share: ARIA in counter mode derives their keys (RFC 8269 §3) and encrypts header extensions (§2). */
abstract class AriaSuite implements SrtpCipherSuite {
    private static final byte[] NO_AUTH_KEY = new byte[20];

    private final SuiteSpec spec;

    AriaSuite(SuiteSpec spec) {
        this.spec = spec;
    }

    @Override
    public final SuiteSpec spec() {
        return spec;
    }

    @Override
    public final void derive(MasterKey master, int label, long indexDivKdr, byte[] out)
            throws GeneralSecurityException {
        ByteBuffer iv = ByteBuffer.allocate(16).put(0, master.salt()); // ends in zeros: times 2^16 (RFC 3711 §4.3.3)
        iv.putLong(6, iv.getLong(6) ^ ((long) label << 48 | indexDivKdr)); // §4.3.1
        Arrays.fill(out, (byte) 0);
        try (AriaCounterMode prf = new AriaCounterMode(master.key(), NO_AUTH_KEY)) {
            prf.apply(iv.array(), out, 0, out.length);
        }
    }

    @Override
    public final SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException {
        return spec.kind() == SuiteSpec.Kind.AEAD
                ? new AriaGcm(sessionKey)
                : new AriaCounterMode(sessionKey, sessionAuthKey);
    }

    @Override
    public final KeystreamCipher openHeaderExtensions(byte[] headerKey) throws GeneralSecurityException {
        return new AriaCounterMode(headerKey, NO_AUTH_KEY);
    }

    @Override
    public final List<KnownAnswer> knownAnswers() {
        return Rfc8269.answers(spec);
    }

    /** A copy of a session key, which the cipher wipes when it is closed. */
    static KeyParameter copy(byte[] key) throws InvalidKeyException {
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new InvalidKeyException("a key of ARIA has 16, 24 or 32 bytes, and not " + key.length);
        }
        return new KeyParameter(key);
    }

    static void requireOpen(boolean closed) {
        if (closed) {
            throw new IllegalStateException("this cipher is closed, and its key wiped");
        }
    }
}
