package voip.api.srtp;

/**
 * A session parameter of RFC 4568 §6.3 that takes protection away. None is accepted unless it is allowed by name, and
 * none is offered but to go on with what was agreed on.
 */
public enum SessionParameter {
    /** RTP payloads are authenticated but not encrypted (RFC 4568 §6.3.2). Counter-mode suites only. */
    UNENCRYPTED_SRTP,
    /** RTCP is authenticated but not encrypted: the E flag of SRTCP is 0 (RFC 4568 §6.3.2, RFC 3711 §3.4). */
    UNENCRYPTED_SRTCP,
    /** RTP is not authenticated: anyone can forge and replay it (RFC 4568 §6.3.3). Counter-mode suites only. */
    UNAUTHENTICATED_SRTP
}
