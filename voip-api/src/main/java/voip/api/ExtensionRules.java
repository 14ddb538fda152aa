package voip.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import voip.api.srtp.PacketProtection;

/**
 * How a stack offers and answers the header extensions that its application knows, and no others (RFC 8285 §7, RFC 6904
 * §4). What cannot be used is left out; no description is refused for it.
 */
final class ExtensionRules {
    private static final int MOST_WANTED = 127; // each may need two of the 254 identifiers

    private final List<HeaderExtension> wanted;
    private final Encryption encryption;

    ExtensionRules(List<HeaderExtension> wanted, Encryption encryption) {
        this.wanted = wanted;
        this.encryption = encryption;
    }

    /**
     * Reads what an application knows; the identifiers have no meaning yet.
     *
     * @param names URIs, each perhaps with its attributes behind a space
     * @throws IllegalArgumentException if one is malformed, two are the same, or there are too many
     */
    static List<HeaderExtension> wanted(String... names) {
        List<HeaderExtension> wanted = new ArrayList<>();
        for (String name : names) {
            HeaderExtension extension = HeaderExtension.parse("1 " + name);
            if (extension.encrypted()) {
                throw new IllegalArgumentException("headerExtensions() takes the URI of the extension itself; "
                        + "encryptHeaderExtensions() says whether it is encrypted");
            }
            wanted.add(extension);
        }
        if (wanted.stream().map(HeaderExtension::uri).distinct().count() != wanted.size()) {
            throw new IllegalArgumentException("headerExtensions() names a URI twice");
        }
        if (wanted.size() > MOST_WANTED) {
            throw new IllegalArgumentException("headerExtensions() names " + wanted.size()
                    + " URIs; there are identifiers for " + MOST_WANTED + ", encrypted and in clear");
        }
        return List.copyOf(wanted);
    }

    /**
     * Adds what we know to an offer: encrypted, in clear, or both for the peer to choose from (RFC 6904 §4.1).
     *
     * @param secured whether it has keys
     */
    void offer(MediaDescriptionBuilder offer, boolean secured, AgreedExtensions former) {
        Set<Integer> taken = new HashSet<>(former.mapped().keySet());
        List<HeaderExtension> lines = new ArrayList<>();
        for (HeaderExtension extension : wanted) {
            if (secured && encryption != Encryption.NONE) {
                add(lines, extension.asEncrypted(), former, taken);
            }
            if (encryption != Encryption.REQUIRED) {
                add(lines, extension, former, taken);
            }
        }
        offer.headerExtensions(lines).extmapAllowMixed(!lines.isEmpty());
    }

    /** Under the identifier and with the attributes that it had before, if it had any. */
    private static void add(
            List<HeaderExtension> lines, HeaderExtension form, AgreedExtensions former, Set<Integer> taken) {
        HeaderExtension before = former.before(form);
        int id = before == null ? ExtensionChoice.free(taken, true) : before.id();
        if (id != 0) {
            taken.add(id);
            lines.add((before == null ? form : before).with(id, Direction.SENDRECV));
        }
    }

    /**
     * Answers what is offered, and sets the protection up for it.
     *
     * @param direction of the stream, ours
     * @param protection of the call; null for plain RTP
     * @param answer gets what is accepted
     */
    AgreedExtensions answer(
            MediaDescription offer,
            Direction direction,
            @Nullable PacketProtection protection,
            AgreedExtensions former,
            MediaDescriptionBuilder answer) {
        boolean mixed = offer.extmapAllowMixed();
        List<HeaderExtension> lines = accepted(offer.headerExtensions(), mixed, direction, protection, former);
        answer.headerExtensions(lines).extmapAllowMixed(mixed && !lines.isEmpty());
        return former.next(lines);
    }

    /** Takes from an answer what was offered, and sets the protection up for it. */
    AgreedExtensions complete(
            MediaDescription offer,
            MediaDescription answer,
            @Nullable PacketProtection protection,
            AgreedExtensions former) {
        List<HeaderExtension> offered = answer.headerExtensions().stream()
                .filter(theirs -> offer.headerExtensions().stream()
                        .anyMatch(ours -> ours.id() == theirs.id() && ours.names(theirs)))
                .toList();
        boolean mixed = offer.extmapAllowMixed() && answer.extmapAllowMixed();
        return former.next(accepted(offered, mixed, answer.direction().mirrored(), protection, former));
    }

    /** The lines of our description, the encrypted forms among them only if the protection takes them. */
    private List<HeaderExtension> accepted(
            List<HeaderExtension> theirs,
            boolean mixed,
            Direction direction,
            @Nullable PacketProtection protection,
            AgreedExtensions former) {
        boolean clear = encryption != Encryption.REQUIRED;
        if (protection != null) {
            List<HeaderExtension> lines = new ExtensionChoice(theirs, mixed, direction, former)
                    .of(wanted, encryption != Encryption.NONE, clear);
            Set<Integer> encrypted = former.next(lines).encrypted();
            if (encrypted.isEmpty() || protection.encryptExtensions(encrypted)) {
                return lines;
            }
        }
        return new ExtensionChoice(theirs, mixed, direction, former).of(wanted, false, clear);
    }
}
