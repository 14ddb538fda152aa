/** Address discovery on a stack's media socket. */
package voip.stun.plugin;
