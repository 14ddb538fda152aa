/** What is done to a packet besides protecting it: parsing, building, telling apart, finding whose it is. */
package voip.bench.path;
