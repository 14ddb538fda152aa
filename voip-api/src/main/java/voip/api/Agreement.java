package voip.api;

import org.jspecify.annotations.Nullable;
import voip.api.srtp.PacketProtection;

/**
 * What two sides agreed on for a call.
 *
 * @param remote the peer's description; null without signalling
 * @param codec that we send; null without signalling
 * @param protection null for plain RTP
 */
record Agreement(
        @Nullable MediaDescription remote,
        @Nullable PayloadType codec,
        @Nullable PacketProtection protection) {}
