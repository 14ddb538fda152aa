/** SRTP sessions, which can be used alone, and the negotiation of their keys in SDP. */
package voip.srtp;
