package voip.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses among the header extensions of a peer's description those that we take, each under one identifier and in one form. */
final class ExtensionChoice {
    /** What is in use before what is not, then what is encrypted before what is in clear (RFC 6904 §4.1). */
    private static final Comparator<HeaderExtension> PREFERENCE = Comparator.comparing(
                    (HeaderExtension theirs) -> theirs.direction() == Direction.INACTIVE)
            .thenComparing(theirs -> !theirs.encrypted());

    private final List<HeaderExtension> theirs;
    private final boolean mixed;
    private final Direction stream;
    private final AgreedExtensions former;
    private final Set<Integer> taken; // placeholders too: of those that share one, at most one is chosen (RFC 8285 §7)

    /**
     * Begins a choice.
     *
     * @param theirs what their description has; an identifier that two of them have is good for neither
     * @param mixed whether packets of both forms may alternate
     * @param stream the direction of the stream, ours
     */
    ExtensionChoice(List<HeaderExtension> theirs, boolean mixed, Direction stream, AgreedExtensions former) {
        int[] uses = new int[HeaderExtension.MOST + 1];
        taken = new HashSet<>(former.mapped().keySet());
        for (HeaderExtension extension : theirs) {
            if (!extension.isPlaceholder()) {
                uses[extension.id()]++;
                taken.add(extension.id());
            }
        }
        this.theirs = theirs.stream()
                .filter(extension -> extension.isPlaceholder() || uses[extension.id()] == 1)
                .toList();
        this.mixed = mixed;
        this.stream = stream;
        this.former = former;
    }

    /**
     * The lines of our description: what is chosen, in the order in which it is wanted, then the forms in clear of what is
     * encrypted, as not in use (RFC 6904 §4.1).
     *
     * @param encrypted whether the encrypted form can be had
     * @param clear whether the form in clear may be had
     */
    List<HeaderExtension> of(List<HeaderExtension> wanted, boolean encrypted, boolean clear) {
        List<HeaderExtension> lines = new ArrayList<>();
        List<HeaderExtension> unused = new ArrayList<>();
        for (HeaderExtension extension : wanted) {
            theirs.stream()
                    .filter(offered -> offered.uri().equals(extension.uri()))
                    .filter(offered -> offered.encrypted() ? encrypted : clear)
                    .filter(this::canBeMapped)
                    .min(PREFERENCE)
                    .flatMap(this::mapped)
                    .ifPresent(ours -> {
                        lines.add(ours);
                        inClear(ours).ifPresent(unused::add);
                    });
        }
        lines.addAll(unused);
        return lines;
    }

    private boolean canBeMapped(HeaderExtension offered) {
        return offered.isPlaceholder() ? !taken.contains(offered.id()) : offered.fits(mixed) && former.allows(offered);
    }

    /** The mapping as our description has it. */
    private Optional<HeaderExtension> mapped(HeaderExtension offered) {
        int id = offered.id();
        if (offered.isPlaceholder()) {
            HeaderExtension before = former.before(offered);
            id = before != null && before.fits(mixed) && !isOffered(before.id()) ? before.id() : free(taken, mixed);
            if (id == 0) {
                return Optional.empty();
            }
            taken.add(id);
            taken.add(offered.id());
        }
        return Optional.of(offered.with(id, ours(offered.direction())));
    }

    private boolean isOffered(int id) {
        return theirs.stream().anyMatch(offered -> offered.id() == id);
    }

    /** A direction other than that of the stream has to fit it (RFC 8285 §7). */
    private Direction ours(Direction offered) {
        Direction mirrored = offered.mirrored();
        return mirrored == Direction.SENDRECV || stream == Direction.INACTIVE ? mirrored : mirrored.and(stream);
    }

    private Optional<HeaderExtension> inClear(HeaderExtension ours) {
        return theirs.stream()
                .filter(offered -> ours.encrypted() && !offered.encrypted())
                .filter(offered -> offered.uri().equals(ours.uri()))
                .filter(offered -> !offered.isPlaceholder() && canBeMapped(offered))
                .findFirst()
                .map(offered -> offered.with(offered.id(), Direction.INACTIVE));
    }

    /**
     * The lowest identifier that is free, 0 if none is.
     *
     * @param mixed whether it may be one that only the two-byte form has
     */
    static int free(Set<Integer> taken, boolean mixed) {
        for (int id = 1; HeaderExtension.fits(id, mixed); id++) {
            if (HeaderExtension.isElement(id) && !taken.contains(id)) {
                return id;
            }
        }
        return 0;
    }
}
