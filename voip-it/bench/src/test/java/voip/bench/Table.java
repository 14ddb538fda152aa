package voip.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Markdown of what was measured on one crypto module: each time of ours beside those of the others, and the ratios. */
final class Table {
    private final Measured measured;
    private final Crypto crypto;
    private final List<Entrant> entrants;

    private Table(Measured measured, Crypto crypto) {
        this.measured = measured;
        this.crypto = crypto;
        entrants = crypto.entrants().stream().filter(this::isMeasured).toList();
    }

    /** Tables of each operation; none if nothing was measured. */
    static String of(Measured measured, Crypto crypto) {
        Table table = new Table(measured, crypto);
        return table.entrants.isEmpty()
                ? ""
                : Stream.of(Operation.values()).map(table::of).collect(Collectors.joining());
    }

    private boolean isMeasured(Entrant entrant) {
        return measured.rows(crypto).anyMatch(row -> measured.cost(row, entrant, Operation.ROUND_TRIP) != null);
    }

    private String of(Operation operation) {
        StringBuilder text = new StringBuilder();
        text.append("### ").append(crypto.label()).append(": ").append(operation.label());
        text.append("\n\n| Suite | Payload");
        int columns = 0;
        for (Entrant entrant : entrants) {
            text.append(" | ").append(entrant.label()).append(", ns");
            columns++;
            if (entrant != Entrant.VOIP) {
                text.append(" | ours / ").append(entrant.label());
                columns++;
            }
        }
        for (Entrant entrant : entrants) {
            if (entrant.isJava()) {
                text.append(" | B: ").append(entrant.label());
                columns++;
            }
        }
        text.append(" |\n|---|--:").append("|--:".repeat(columns)).append("|\n");
        measured.rows(crypto).forEach(row -> append(text, row, operation));
        return text.append('\n').toString();
    }

    private void append(StringBuilder text, Measured.Row row, Operation operation) {
        text.append("| ").append(row.suite()).append(" | ").append(row.payload());
        for (Entrant entrant : entrants) {
            Cost cost = measured.cost(row, entrant, operation);
            text.append(" | ").append(cost == null ? "" : whole(cost.nanos()));
            if (entrant != Entrant.VOIP) {
                text.append(" | ").append(ratio(measured.ratio(row, entrant, operation)));
            }
        }
        for (Entrant entrant : entrants) {
            if (entrant.isJava()) {
                text.append(" | ").append(bytes(measured.cost(row, entrant, operation)));
            }
        }
        text.append(" |\n");
    }

    static String ratio(double ratio) {
        return Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String bytes(@Nullable Cost cost) {
        return cost == null ? "" : whole(cost.bytes());
    }

    private static String whole(double figure) {
        return String.format(Locale.ROOT, "%.0f", figure);
    }
}
