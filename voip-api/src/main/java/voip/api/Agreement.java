package voip.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.PacketProtection;

/**
 * What two sides agreed on for a call.
 *
 * @param remote the peer's description; null without signalling
 * @param codec that we send; null without signalling
 * @param protection null for plain RTP
 * @param keys how the protection was agreed on; null for plain RTP, and without signalling
 * @param extensions header extensions; none without signalling
 * @param former the protection before this one, which may serve until the peer has the new keys; null for none
 */
record Agreement(
        @Nullable MediaDescription remote,
        @Nullable PayloadType codec,
        @Nullable PacketProtection protection,
        KeyNegotiation.@Nullable Agreed keys,
        AgreedExtensions extensions,
        @Nullable PacketProtection former) {

    /** Of a call without signalling. */
    static Agreement without(@Nullable PacketProtection protection) {
        return new Agreement(null, null, protection, null, AgreedExtensions.NONE, null);
    }

    /** Of a call whose keys, if any, were negotiated. */
    static Agreement negotiated(MediaDescription remote, PayloadType codec, KeyNegotiation.@Nullable Agreed keys) {
        PacketProtection protection = keys == null ? null : keys.protection();
        return new Agreement(remote, codec, protection, keys, AgreedExtensions.NONE, null);
    }

    /** The same with header extensions, behind the agreement that the call has; null for a new one. */
    Agreement with(AgreedExtensions accepted, @Nullable Agreement present) {
        PacketProtection before =
                present == null ? null : present.protection() == protection ? present.former() : present.protection();
        return new Agreement(remote, codec, protection, keys, accepted, before);
    }

    /** What is left of it when its call is closed: no key, in whatever form. */
    Agreement withoutKeys() {
        MediaDescription theirs = remote == null ? null : withoutKeys(remote);
        return new Agreement(theirs, codec, protection, null, extensions, null);
    }

    static MediaDescription withoutKeys(MediaDescription description) {
        return description.toBuilder().crypto(List.of()).build();
    }

    static KeyNegotiation.@Nullable Agreed keys(@Nullable Agreement agreement) {
        return agreement == null ? null : agreement.keys();
    }

    static AgreedExtensions extensions(@Nullable Agreement agreement) {
        return agreement == null ? AgreedExtensions.NONE : agreement.extensions();
    }
}
