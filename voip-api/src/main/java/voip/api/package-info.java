/** The stack, its calls, packets and media descriptions, and the services an application may provide. */
package voip.api;
