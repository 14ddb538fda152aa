package voip.app.bench;

import java.util.List;
import java.util.stream.IntStream;

/** A table of words to the left and figures to the right, as wide as what it holds. */
final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    static String text(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            out.append(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
            for (int i = 1; i < row.size(); i++) {
                String cell = row.get(i);
                out.append(GAP).append(" ".repeat(widths[i] - cell.length())).append(cell);
            }
            out.append(System.lineSeparator());
        }
        return out.toString();
    }
}
