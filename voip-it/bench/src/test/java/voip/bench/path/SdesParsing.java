package voip.bench.path;

import java.util.Base64;
import voip.api.srtp.CipherSuites;
import voip.api.srtp.SuiteSpec;
import voip.srtp.CryptoAttribute;
import voip.srtp.MasterKeys;

/** Makes master key and salt of the value of an {@code a=crypto} attribute (RFC 4568). */
final class SdesParsing {
    private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";
    private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
    private static final String LINE = "1 " + SUITE + " inline:" + KEY + "|2^20|1:4";

    private SdesParsing() {}

    /** By {@code voip.srtp}, which checks the whole line, and wipes what it read. */
    record Ours(SuiteSpec spec) implements Contender {
        Ours() {
            this(CipherSuites.discover().provider("JCE").suite(SUITE).spec());
        }

        @Override
        public long run() {
            long sum = 0;
            for (int number = 0; number < Operation.WORKLOAD; number++) {
                try (CryptoAttribute attribute = CryptoAttribute.parse(LINE)) {
                    MasterKeys keys = attribute.masterKeys(spec);
                    sum += attribute.tag();
                    keys.close();
                }
            }
            return sum;
        }
    }

    /** What cannot be saved: the key's base64, cut out of the line. */
    record Floor() implements Contender {
        @Override
        public long run() {
            long sum = 0;
            for (int number = 0; number < Operation.WORKLOAD; number++) {
                String text = LINE.substring(LINE.indexOf(':') + 1, LINE.indexOf('|'));
                sum += Base64.getDecoder().decode(text).length == 30 ? 1 : 0;
            }
            return sum;
        }
    }
}
