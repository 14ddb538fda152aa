package voip.api.srtp;

import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An SRTP cipher suite: a service that derives session keys and opens ciphers with them. It is what a plug-in author
 * writes.
 *
 * <p>The core owns everything else once for all suites: initialisation vectors, packet layouts, roll-over counters,
 * replay protection, the guard against reuse of a packet index, and the comparison of tags. A suite owns the primitive.
 *
 * <p>A provider that refuses, by an {@link Error} as FIPS providers do or in any other way, is reported by
 * {@link GeneralSecurityException}; its message holds no key.
 *
 * <p>A suite is stateless and its constructor does no work; threads may share it. Classes are public with a public
 * constructor without parameters, in a package that need not be exported.
 */
public interface SrtpCipherSuite {
    /** Name, provider and lengths; the same at each call. Must not load the provider. */
    SuiteSpec spec();

    /**
     * Derives a session key (RFC 3711 §4.3): the pseudo-random function of the suite under the master key, at
     * {@code (label || indexDivKdr) XOR salt}.
     *
     * @param master its salt always fills 14 bytes here; shorter ones were padded with zeros on the right
     * @param label 0 to 2 for SRTP encryption, authentication, salt; 3 to 5 for SRTCP's; 6 and 7 for the
     *     key and salt of header extensions (RFC 6904 §3.2)
     * @param indexDivKdr the packet index divided by the key derivation rate, which always fills 48 bits, for SRTCP too;
     *     0 without a rate
     * @param out filled completely
     * @throws GeneralSecurityException if the provider refuses
     */
    void derive(MasterKey master, int label, long indexDivKdr, byte[] out) throws GeneralSecurityException;

    /**
     * Opens a cipher for one direction of one session, for use by one thread at a time.
     *
     * @param sessionKey {@link SuiteSpec#keyLength()} bytes, which the caller wipes when this returns: keep a copy
     * @param sessionAuthKey {@link SuiteSpec#authKeyLength()} bytes, likewise
     * @return a {@link CounterModeCipher} or an {@link AeadCipher}, as {@link SuiteSpec#kind()} says
     * @throws GeneralSecurityException if the provider refuses
     */
    SrtpCipher open(byte[] sessionKey, byte[] sessionAuthKey) throws GeneralSecurityException;

    /**
     * Opens the cipher that encrypts header extension elements (RFC 6904 §3), for one direction of one session. By default
     * that of {@link #open} if it is a {@link CounterModeCipher}, whose keystream RFC 6904 takes; an AEAD suite that can
     * encrypt header extensions has to say by what (RFC 7714 §8.3: AES counter mode with a key of the same length).
     *
     * @param headerKey {@link SuiteSpec#keyLength()} bytes, which the caller wipes when this returns: keep a copy
     * @return null if the suite cannot; the same at each call
     * @throws GeneralSecurityException if the provider refuses
     */
    default @Nullable KeystreamCipher openHeaderExtensions(byte[] headerKey) throws GeneralSecurityException {
        if (spec().kind() != SuiteSpec.Kind.COUNTER_MODE || !spec().encrypts()) {
            return null;
        }
        return (CounterModeCipher) open(headerKey, new byte[spec().authKeyLength()]);
    }

    /**
     * The answers that this suite must give before it is used. By default those of the standard suite of that name; none
     * if it is not a standard one.
     */
    default List<KnownAnswer> knownAnswers() {
        return StandardAnswers.of(spec().name());
    }
}
