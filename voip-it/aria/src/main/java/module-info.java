/**
 * ARIA for SRTP (RFC 8269) on BouncyCastle's bcprov: a plug-in as somebody writes it who knows {@code voip.api} alone.
 */
module org.example.aria {
    requires org.bouncycastle.provider;
    requires voip.api;

    provides voip.api.srtp.SrtpCipherSuite with
            org.example.aria.Suites.Aria128Tag80,
            org.example.aria.Suites.Aria128Tag32,
            org.example.aria.Suites.Aria256Tag80,
            org.example.aria.Suites.Aria256Tag32,
            org.example.aria.Suites.Aria128Gcm,
            org.example.aria.Suites.Aria256Gcm;
}
