package voip.api;

import static org.mockito.ArgumentMatchers.anySet;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import voip.api.spi.KeyNegotiation;
import voip.api.srtp.PacketProtection;

/** A negotiation whose lines are numbers: a new protection for every line of the peer's that is not the current one. */
final class FakeKeys implements KeyNegotiation {
    /** What each call was told to go on with. */
    final List<@Nullable Agreed> currents = new ArrayList<>();

    /** Whether each answer had to have a fresh key of ours. */
    final List<Boolean> freshOurs = new ArrayList<>();

    /** Whether the protections can encrypt header extensions. */
    boolean encryptsExtensions;

    /** How protections that are made from now on fail at header extensions. */
    @Nullable
    RuntimeException extensionFailure;

    final List<PacketProtection> made = new ArrayList<>();

    int openOffers;
    Runnable onComplete = () -> {};
    private int lines;

    @Override
    public Offer offer(@Nullable Agreed current) {
        currents.add(current);
        openOffers++;
        String ours = current == null ? "ours " + ++lines : current.ours();
        return new Offer() {
            private boolean closed;

            @Override
            public List<String> crypto() {
                return List.of(ours);
            }

            @Override
            public Agreed complete(List<String> answered, @Nullable Agreed present) {
                onComplete.run();
                return agreed(ours, answered.get(0), present);
            }

            @Override
            public void close() {
                openOffers -= closed ? 0 : 1;
                closed = true;
            }
        };
    }

    @Override
    public Agreed answer(List<String> offered, @Nullable Agreed current, boolean fresh) {
        currents.add(current);
        freshOurs.add(fresh);
        boolean same = current != null && current.theirs().equals(offered.get(0));
        return agreed(same && !fresh ? current.ours() : "ours " + ++lines, offered.get(0), current);
    }

    private Agreed agreed(String ours, String theirs, @Nullable Agreed current) {
        boolean same = current != null
                && current.ours().equals(ours)
                && current.theirs().equals(theirs);
        return new Agreed(ours, theirs, same ? current.protection() : protection());
    }

    private PacketProtection protection() {
        PacketProtection protection = mock(PacketProtection.class);
        made.add(protection);
        if (extensionFailure == null) {
            when(protection.encryptExtensions(anySet())).thenReturn(encryptsExtensions);
        } else {
            when(protection.encryptExtensions(anySet())).thenThrow(extensionFailure);
        }
        return protection;
    }
}
