/**
 * What every cipher suite and crypto module has to do, as JUnit tests to extend: their authors give the suite, and inherit the
 * tests.
 */
package voip.testkit.suite;
