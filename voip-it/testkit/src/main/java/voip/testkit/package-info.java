/** A network in memory for tests, with a virtual clock and seeded faults. */
package voip.testkit;
