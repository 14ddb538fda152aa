/** The engines behind a stack, for whoever replaces one: datagram protocols, the RTP multiplexer, media security. */
package voip.api.spi;
