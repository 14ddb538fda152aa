package voip.bench;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Markdown of what we mean to reach, and what was: for people, it fails on nothing. */
final class Bars {
    private static final Measured.Row SMALL_CM = new Measured.Row(Crypto.JCE, "AES_CM_128_HMAC_SHA1_80", 160);
    private static final Measured.Row SMALL_GCM = new Measured.Row(Crypto.JCE, "AEAD_AES_128_GCM", 160);

    private Bars() {}

    static String of(Measured measured) {
        StringBuilder text = new StringBuilder("""
                ### What is meant to be reached

                Protect + unprotect, ours / theirs: of each line's rows the one that is worst for us.

                | On | Ours / | Suites | Payloads | at most | measured | worst row | |
                |---|---|---|---|--:|--:|---|---|
                """);
        Bar.all().forEach(bar -> append(text, bar, bar.reached(measured).orElse(null)));
        append(text, measured, SMALL_CM, "500 to 800");
        append(text, measured, SMALL_GCM, "380 to 590");
        return text.append('\n').toString();
    }

    private static void append(StringBuilder text, Bar bar, Bar.@Nullable Reached reached) {
        text.append("| ")
                .append(bar.crypto().label())
                .append(" | ")
                .append(bar.others().stream().map(Entrant::label).collect(Collectors.joining(", ")))
                .append(" | ")
                .append(bar.suites().isEmpty() ? "all measured" : sorted(bar.suites()))
                .append(" | ")
                .append(sorted(bar.payloads()))
                .append(" | ")
                .append(Table.ratio(bar.most()))
                .append(" | ");
        if (reached == null) {
            text.append("not measured | | |\n");
            return;
        }
        text.append(Table.ratio(reached.ratio()))
                .append(" | ")
                .append(reached.row().suite())
                .append(", ")
                .append(reached.row().payload())
                .append(reached.ratio() <= bar.most() ? " | reached |\n" : " | **missed** |\n");
    }

    private static String sorted(Set<?> values) {
        return values.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** libsrtp 3 is no part of the run: its figures are of another day, and of another machine than the reader's. */
    private static void append(StringBuilder text, Measured measured, Measured.Row row, String beforehand) {
        Cost ours = measured.cost(row, Entrant.VOIP, Operation.PROTECT);
        if (ours != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%s, %d bytes, protect: ours %.0f ns here; libsrtp 3 with OpenSSL, measured beforehand on another machine,"
                            + " %s ns.%n",
                    row.suite(),
                    row.payload(),
                    ours.nanos(),
                    beforehand));
        }
    }
}
