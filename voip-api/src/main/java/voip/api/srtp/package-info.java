/** What an SRTP cipher suite is, and what a crypto module offers: the types that plug-in authors write against. */
package voip.api.srtp;
