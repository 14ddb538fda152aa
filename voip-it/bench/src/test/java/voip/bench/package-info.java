/** What protecting a packet costs, beside its primitives alone and beside jitsi-srtp. */
package voip.bench;
