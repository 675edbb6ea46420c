package shop.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: the first to the left, the others to the right, the last one to the left if it is asked for. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean lastToTheLeft;

    private Table(boolean lastToTheLeft, List<String> heads) {
        this.lastToTheLeft = lastToTheLeft;
        rows.add(heads);
    }

    /** A table with these headings. */
    public static Table of(String... heads) {
        return new Table(false, List.of(heads));
    }

    /** A table whose last column holds sentences. */
    public static Table withRemarks(String... heads) {
        return new Table(true, List.of(heads));
    }

    /** Adds a row of as many cells as there are headings. */
    public Table row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException("a row of %d cells in a table of %d columns"
                    .formatted(cells.length, rows.getFirst().size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The figures that were measured, what is asked of them, and whether they keep it. */
    public static Table ofFigures(List<Figure> figures) {
        Table table = of("", "measured", "must", "aim", "met");
        for (Figure figure : figures) {
            if (figure.value() == null) {
                continue;
            }
            String sign = figure.more() ? "≥ " : "≤ ";
            table.row(
                    figure.unit().isEmpty() ? figure.name() : figure.name() + ", " + figure.unit(),
                    Figure.number(figure.value()),
                    figure.must() == null ? "" : sign + Figure.number(figure.must()),
                    figure.aim() == null ? "" : sign + Figure.number(figure.aim()),
                    figure.verdict().text());
        }
        return table;
    }

    /** Headings and rows, for those who draw it in another way. */
    List<List<String>> rows() {
        return List.copyOf(rows);
    }

    /** One line a row. */
    public String text() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                boolean left = i == 0 || (lastToTheLeft && i == columns - 1);
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(left ? row.get(i) + padding : padding + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
