/** The service that {@code voip.srtp} provides. */
package voip.srtp.plugin;
