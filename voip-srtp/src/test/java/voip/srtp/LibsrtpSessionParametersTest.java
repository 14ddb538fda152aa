package voip.srtp;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import voip.api.srtp.SessionParameter;
import voip.api.srtp.SrtpCipherSuite;

/** Whole packets that libsrtp protected less than it can (RFC 4568 §6.3.2, §6.3.3), both ways. */
class LibsrtpSessionParametersTest {
    /** A suite without encryption says so by the E flag of SRTCP (RFC 3711 §3.4), as libsrtp does. */
    @ParameterizedTest
    @CsvSource({
        "UNENCRYPTED_SRTP, AES_CM_128_HMAC_SHA1_80, UNENCRYPTED_SRTP",
        "UNENCRYPTED_SRTCP, AES_CM_128_HMAC_SHA1_80, UNENCRYPTED_SRTCP",
        "UNAUTHENTICATED_SRTP, AES_CM_128_HMAC_SHA1_80, UNAUTHENTICATED_SRTP",
        "UNENCRYPTED_SRTCP-AEAD, AEAD_AES_128_GCM, UNENCRYPTED_SRTCP",
        "NULL_HMAC_SHA1_80, NULL_HMAC_SHA1_80, ",
        "NULL_HMAC_SHA1_32, NULL_HMAC_SHA1_32, "
    })
    void eachOpensAndProtectsAsTheOther(String file, String name, @Nullable SessionParameter parameter)
            throws Exception {
        SrtpCipherSuite suite = Fixtures.suite(name);
        RecordedPackets packets = RecordedPackets.of("libsrtp-" + file);
        SrtpParameters standard = SrtpParameters.standard();
        SrtpParameters parameters = parameter == null ? standard : standard.with(parameter);
        SrtpPolicy policy = SrtpPolicy.standard().allowing(parameters.without());
        try (SrtpSession receiver = SrtpSession.builder(suite)
                .receive(MasterKeys.of(Fixtures.key(suite.spec(), 0)), parameters)
                .policy(policy)
                .open()) {
            packets.assertOpenedBy(receiver);
        }
        try (SrtpSession sender = SrtpSession.builder(suite)
                .send(MasterKeys.of(Fixtures.key(suite.spec(), 0)), parameters)
                .policy(policy)
                .open()) {
            packets.assertProtectedBy(sender);
        }
    }
}
