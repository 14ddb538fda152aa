/** What RTP applications use with or without a stack: RTCP packets, read and written, and the G.711 codecs. */
package voip.rtp;
