/**
 * What every cipher suite and crypto module has to do, as JUnit tests to inherit: their authors give the suite, and have the
 * tests that the suites of {@code voip.crypto.jce} and {@code voip.crypto.bc} are held to.
 *
 * <pre>{@code
 * class MySuiteTest extends AeadContract {
 *     @Override
 *     protected SrtpCipherSuite suite() {
 *         return new MySuite();
 *     }
 * }
 * }</pre>
 *
 * <p>{@link voip.testkit.suite.CounterModeContract} is for suites with a keystream and HMAC-SHA1,
 * {@link voip.testkit.suite.AeadContract} for those with authenticated encryption, whatever cipher they are built on; AES and
 * NULL suites have contracts of their own below them. {@link voip.testkit.suite.KeysErasedContract} searches the heap for keys
 * that were left there, and {@link voip.testkit.suite.CryptoModuleContract} tests what a module offers besides suites. Several suites are
 * {@code @Nested} classes of one test. What a suite publishes in {@code knownAnswers()} is compared too; tests of what it does not have, such as header
 * extensions, are skipped and say why.
 *
 * <p>The project needs {@code org.voipstack:voip-testkit} and {@code org.junit.jupiter:junit-jupiter}, both in scope test.
 * On the class path that is all; a test module of its own has to {@code require voip.testkit} and
 * {@code org.junit.jupiter.api}, and to be open.
 */
package voip.testkit.suite;
