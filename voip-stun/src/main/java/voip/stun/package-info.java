/** STUN messages and their attributes (RFC 8489). */
package voip.stun;
