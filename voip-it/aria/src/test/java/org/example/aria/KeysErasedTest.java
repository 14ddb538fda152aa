package org.example.aria;

import org.junit.jupiter.api.Nested;
import voip.api.srtp.SrtpCipherSuite;
import voip.testkit.suite.KeysErasedContract;

class KeysErasedTest {
    @Nested
    class Aria256CounterMode extends KeysErasedContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Suites.Aria256Tag80();
        }
    }

    @Nested
    class Aria256Gcm extends KeysErasedContract {
        @Override
        protected SrtpCipherSuite suite() {
            return new Suites.Aria256Gcm();
        }
    }
}
