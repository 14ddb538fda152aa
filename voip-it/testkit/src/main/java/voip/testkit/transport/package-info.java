/**
 * What every {@code Transport} has to do, as JUnit tests to inherit: {@link voip.testkit.transport.TransportContract}, which
 * {@code voip.rtp}'s UDP and the network in memory are held to. The project needs the same as for
 * {@link voip.testkit.suite the contracts of suites}.
 */
package voip.testkit.transport;
