/** The measurement of the socket path: contenders that echo packets, the sender that loads them by turns, and its report. */
@org.jspecify.annotations.NullMarked
package voip.app.bench;
