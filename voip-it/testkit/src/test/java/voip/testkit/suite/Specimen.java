package voip.testkit.suite;

import voip.api.srtp.SrtpCipherSuite;
import voip.testkit.ContractRun;

/** The contracts as somebody extends them, with the suite that is under test just now. */
final class Specimen {
    private static SrtpCipherSuite suite = new SampleCounterMode();

    private Specimen() {}

    static final class OfCounterMode extends CounterModeContract {
        @Override
        protected SrtpCipherSuite suite() {
            return suite;
        }
    }

    static final class OfAead extends AeadContract {
        @Override
        protected SrtpCipherSuite suite() {
            return suite;
        }
    }

    static final class OfErasedKeys extends KeysErasedContract {
        @Override
        protected SrtpCipherSuite suite() {
            return suite;
        }
    }

    static void assertGreen(Class<?> contract, SrtpCipherSuite good, int skipped) {
        suite = good;
        ContractRun.assertGreen(contract, skipped);
    }

    /** Each of these tests has to notice what is wrong, whatever the others do. */
    static void assertRed(Class<?> contract, SrtpCipherSuite bad, String... tests) {
        suite = bad;
        ContractRun.assertRed(contract, tests);
    }
}
