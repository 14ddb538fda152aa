package voip.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import voip.api.srtp.MasterKey;
import voip.api.srtp.SrtpCipherSuite;
import voip.api.srtp.SuiteSpec;

/**
 * An SRTP protection profile of DTLS-SRTP (RFC 5764 §4.1.2, RFC 7714 §14.2), for those who have a DTLS implementation of their
 * own: what to export from the finished handshake, and the way from there to an {@link SrtpSession}. Immutable, and without keys.
 *
 * <pre>{@code
 * DtlsSrtp profile = DtlsSrtp.of(codePoint);                  // as the server's use_srtp extension says
 * byte[] exported = ...;                                      // profile.exportLength() bytes under DtlsSrtp.LABEL
 * SrtpCipherSuite suite = CipherSuites.discover().suite(profile.suite());
 * SrtpSession session = profile.openClient(suite, exported, SrtpPolicy.standard());
 * }</pre>
 *
 * <p>Where RTCP has a DTLS association of its own, open a session for each, and use one for RTP and one for RTCP (RFC 5764 §4.2).
 */
public final class DtlsSrtp {
    /** The label to export keying material under (RFC 5705), with no context value (RFC 5764 §4.2). */
    public static final String LABEL = "EXTRACTOR-dtls_srtp";

    private static final long RFC_5764_LIFETIME = 1L << 31;
    private static final byte[] NO_MKI = {};

    private static final List<DtlsSrtp> ALL = List.of(
            rfc5764("SRTP_AES128_CM_HMAC_SHA1_80", 0x0001, "AES_CM_128_HMAC_SHA1_80"),
            rfc5764("SRTP_AES128_CM_HMAC_SHA1_32", 0x0002, "AES_CM_128_HMAC_SHA1_32"),
            // RFC 5764 says that their keys are of length 0, of which nothing can be derived: as libsrtp has it.
            rfc5764("SRTP_NULL_HMAC_SHA1_80", 0x0005, "NULL_HMAC_SHA1_80"),
            rfc5764("SRTP_NULL_HMAC_SHA1_32", 0x0006, "NULL_HMAC_SHA1_32"),
            rfc7714("SRTP_AEAD_AES_128_GCM", 0x0007, "AEAD_AES_128_GCM", 16),
            rfc7714("SRTP_AEAD_AES_256_GCM", 0x0008, "AEAD_AES_256_GCM", 32));

    private final String name;
    private final int codePoint;
    private final String suite;
    private final int keyLength;
    private final int saltLength;
    private final long lifetime;
    private final byte[] mki;

    private DtlsSrtp(
            String name, int codePoint, String suite, int keyLength, int saltLength, long lifetime, byte[] mki) {
        this.name = name;
        this.codePoint = codePoint;
        this.suite = suite;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.lifetime = lifetime;
        this.mki = mki;
    }

    private static DtlsSrtp rfc5764(String name, int codePoint, String suite) {
        return new DtlsSrtp(name, codePoint, suite, 16, 14, RFC_5764_LIFETIME, NO_MKI);
    }

    private static DtlsSrtp rfc7714(String name, int codePoint, String suite, int keyLength) {
        return new DtlsSrtp(name, codePoint, suite, keyLength, 12, KeyUse.MOST_PACKETS, NO_MKI);
    }

    /**
     * The profile of that name.
     *
     * @param name as registered, such as {@code SRTP_AEAD_AES_128_GCM}
     * @throws IllegalArgumentException if it is none of {@link #all()}; the message lists them
     */
    public static DtlsSrtp of(String name) {
        for (DtlsSrtp profile : ALL) {
            if (profile.name.equals(name)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("there is no protection profile " + name + "; there are " + known());
    }

    /**
     * The profile of that code point.
     *
     * @param codePoint the two bytes of the {@code use_srtp} extension as a number, such as 0x0007
     * @throws IllegalArgumentException if it is none of {@link #all()}; the message lists them
     */
    public static DtlsSrtp of(int codePoint) {
        for (DtlsSrtp profile : ALL) {
            if (profile.codePoint == codePoint) {
                return profile;
            }
        }
        throw new IllegalArgumentException(
                "there is no protection profile of code point " + hex(codePoint) + "; there are " + known());
    }

    /** All profiles, in the order of their code points; those without encryption are among them. */
    public static List<DtlsSrtp> all() {
        return ALL;
    }

    /** The registered name. */
    public String name() {
        return name;
    }

    /** The registered code point: two bytes in the {@code use_srtp} extension, in network byte order. */
    public int codePoint() {
        return codePoint;
    }

    /** The name of the cipher suite, by which {@link voip.api.srtp.CipherSuites#suite} finds it. */
    public String suite() {
        return suite;
    }

    /** How many bytes of keying material to export: two master keys and two master salts. */
    public int exportLength() {
        return 2 * (keyLength + saltLength);
    }

    /**
     * The same profile with a master key identifier, which all packets of both directions then carry (RFC 5764 §4.1.3).
     *
     * @param srtpMki the {@code srtp_mki} on which both sides agreed, up to 128 bytes; empty for none. A copy is made
     * @throws IllegalArgumentException if it is longer
     */
    public DtlsSrtp withMki(byte[] srtpMki) {
        if (srtpMki.length > MasterKeys.LONGEST_MKI) {
            throw new IllegalArgumentException("an srtp_mki of " + srtpMki.length + " bytes is longer than "
                    + MasterKeys.LONGEST_MKI + "; answer use_srtp with an empty one to do without");
        }
        return new DtlsSrtp(name, codePoint, suite, keyLength, saltLength, lifetime, srtpMki.clone());
    }

    /**
     * Opens the session of the DTLS client: it protects with the client's keys.
     *
     * @param cipherSuite the suite that {@link #suite()} names
     * @param exported {@link #exportLength()} bytes of keying material; wiped when this returns, however it does
     * @throws IllegalArgumentException if the suite or the length is another, if the block was wiped, or if the keys of both sides
     *     are the same
     * @throws GeneralSecurityException if the suite's provider refuses, by an {@code Error} too
     */
    public SrtpSession openClient(SrtpCipherSuite cipherSuite, byte[] exported, SrtpPolicy policy)
            throws GeneralSecurityException {
        return open(cipherSuite, exported, policy, true);
    }

    /**
     * Opens the session of the DTLS server: it protects with the server's keys.
     *
     * @param cipherSuite the suite that {@link #suite()} names
     * @param exported {@link #exportLength()} bytes of keying material; wiped when this returns, however it does
     * @throws IllegalArgumentException if the suite or the length is another, if the block was wiped, or if the keys of both sides
     *     are the same
     * @throws GeneralSecurityException if the suite's provider refuses, by an {@code Error} too
     */
    public SrtpSession openServer(SrtpCipherSuite cipherSuite, byte[] exported, SrtpPolicy policy)
            throws GeneralSecurityException {
        return open(cipherSuite, exported, policy, false);
    }

    private static boolean isWiped(byte[] exported) {
        int any = 0;
        for (byte b : exported) {
            any |= b;
        }
        return any == 0;
    }

    private SrtpSession open(SrtpCipherSuite cipherSuite, byte[] exported, SrtpPolicy policy, boolean client)
            throws GeneralSecurityException {
        try {
            check(cipherSuite.spec(), exported.length);
            if (isWiped(exported)) {
                throw new IllegalArgumentException(
                        "the exported block is all zeros: a session was opened with it, which wipes it; export it again");
            }
            try (MasterKeys clients = clientKeys(exported);
                    MasterKeys servers = serverKeys(exported)) {
                return SrtpSession.builder(cipherSuite)
                        .send(client ? clients : servers, SrtpParameters.standard())
                        .receive(client ? servers : clients, SrtpParameters.standard())
                        .policy(policy)
                        .open();
            }
        } finally {
            Arrays.fill(exported, (byte) 0);
        }
    }

    private void check(SuiteSpec spec, int exportedLength) {
        if (!spec.name().equals(suite)) {
            throw new IllegalArgumentException(name + " means the suite " + suite + ", not " + spec + "; take suite(\""
                    + suite + "\") of CipherSuites");
        }
        if (exportedLength != exportLength()) {
            throw new IllegalArgumentException(name + " takes " + exportLength() + " bytes of keying material, not "
                    + exportedLength + "; export exportLength() bytes under the label " + LABEL
                    + ", without a context");
        }
    }

    /**
     * What the client protects with, out of the block that was exported (RFC 5764 §4.2):
     *
     * <pre>
     * client's master key | server's master key | client's master salt | server's master salt
     * </pre>
     */
    MasterKeys clientKeys(byte[] exported) {
        return keys(exported, 0, 2 * keyLength);
    }

    /** What the server protects with, likewise. */
    MasterKeys serverKeys(byte[] exported) {
        return keys(exported, keyLength, 2 * keyLength + saltLength);
    }

    private MasterKeys keys(byte[] exported, int key, int salt) {
        MasterKey master = new MasterKey(
                Arrays.copyOfRange(exported, key, key + keyLength),
                Arrays.copyOfRange(exported, salt, salt + saltLength));
        return mki.length == 0 ? MasterKeys.of(master, lifetime) : MasterKeys.of(mki, master, lifetime);
    }

    private static String known() {
        return ALL.stream()
                .map(profile -> profile.name + " (" + hex(profile.codePoint) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String hex(int codePoint) {
        return String.format("0x%04X", codePoint);
    }

    @Override
    public String toString() {
        return name;
    }
}
