package org.example.aria;

import voip.api.srtp.SuiteSpec;

/**
 * The suites of RFC 8269 §4, under names that are private: SDES has none for them, so both ends of a call must have this
 * plug-in, or one that agrees with it.
 */
public final class Suites {
    private static final String PROVIDER = "BCPROV";

    private Suites() {}

    public static final class Aria128Tag80 extends AriaSuite {
        public Aria128Tag80() {
            super(SuiteSpec.hmacSha1("SRTP_ARIA_128_CTR_HMAC_SHA1_80", PROVIDER, 16, 10));
        }
    }

    public static final class Aria128Tag32 extends AriaSuite {
        public Aria128Tag32() {
            super(SuiteSpec.hmacSha1("SRTP_ARIA_128_CTR_HMAC_SHA1_32", PROVIDER, 16, 4));
        }
    }

    public static final class Aria256Tag80 extends AriaSuite {
        public Aria256Tag80() {
            super(SuiteSpec.hmacSha1("SRTP_ARIA_256_CTR_HMAC_SHA1_80", PROVIDER, 32, 10));
        }
    }

    public static final class Aria256Tag32 extends AriaSuite {
        public Aria256Tag32() {
            super(SuiteSpec.hmacSha1("SRTP_ARIA_256_CTR_HMAC_SHA1_32", PROVIDER, 32, 4));
        }
    }

    public static final class Aria128Gcm extends AriaSuite {
        public Aria128Gcm() {
            super(SuiteSpec.aead("AEAD_ARIA_128_GCM", PROVIDER, 16, AriaGcm.TAG));
        }
    }

    public static final class Aria256Gcm extends AriaSuite {
        public Aria256Gcm() {
            super(SuiteSpec.aead("AEAD_ARIA_256_GCM", PROVIDER, 32, AriaGcm.TAG));
        }
    }
}
