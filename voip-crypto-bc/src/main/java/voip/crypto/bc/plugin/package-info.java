/** The suites and the crypto module that {@code voip.crypto.bc} provides. */
package voip.crypto.bc.plugin;
