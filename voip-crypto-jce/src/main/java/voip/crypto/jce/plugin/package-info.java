/** The suites and the crypto module that {@code voip.crypto.jce} provides. */
package voip.crypto.jce.plugin;
