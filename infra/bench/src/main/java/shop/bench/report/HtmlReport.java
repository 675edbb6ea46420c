package shop.bench.report;

import java.util.List;
import shop.bench.measure.Passage;

/** One page with everything in it: no script, nothing loaded from elsewhere, light or dark as the reader's system is. */
public final class HtmlReport {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Order saga: bench</title>
            <style>
            :root { color-scheme: light dark; --back: #fff; --ink: #1b1f24; --soft: #5d6875; --line: #d9dee4; --shade: #f3f5f8;
              --due: #8a94a0; --ended: #0b62c4; --p50: #14796b; --p99: #b3401f; --good: #14796b; --bad: #b3261e; }
            @media (prefers-color-scheme: dark) { :root { --back: #14171b; --ink: #e6e9ed; --soft: #9aa5b1; --line: #333a42;
              --shade: #1d2228; --due: #77828e; --ended: #6cb0ff; --p50: #5ccdb8; --p99: #ff9b78; --good: #5ccdb8; --bad: #ff8a80; } }
            body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; background: var(--back); color: var(--ink);
              font: 15px/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.4rem; margin-bottom: 0; } h2 { font-size: 1.05rem; margin-top: 2rem; } p { color: var(--soft); margin-top: .2rem; }
            .scroll { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: .25rem .8rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
            th { font-weight: 600; color: var(--soft); } th:first-child, td:first-child { text-align: left; padding-left: 0; }
            .met { color: var(--good); } .missed { color: var(--bad); font-weight: 600; }
            svg { width: 100%%; height: auto; } path { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
            text { fill: var(--soft); font: 12px system-ui, sans-serif; } .title { fill: var(--ink); font-weight: 600; }
            .tick { text-anchor: end; } .name { text-anchor: middle; } .grid { stroke: var(--line); } .stretch { fill: var(--shade); }
            .due { stroke: var(--due); stroke-dasharray: 4 3; } .ended { stroke: var(--ended); } .p50 { stroke: var(--p50); } .p99 { stroke: var(--p99); }
            </style>
            </head>
            <body>
            <h1>Order saga: bench</h1>
            <p>%s</p>
            %s
            <h2>Over time</h2>
            <div class="scroll">%s</div>
            %s
            </body>
            </html>
            """;

    private HtmlReport() {}

    /** The page. */
    public static String of(Results results, List<Figure> figures, List<Passage> passages) {
        StringBuilder tables = new StringBuilder();
        for (TextReport.Section section : TextReport.sections(results)) {
            tables.append("<h2>")
                    .append(escaped(section.title()))
                    .append("</h2>")
                    .append(table(section.table()));
        }
        return PAGE.formatted(
                escaped(TextReport.machine(results)), table(Table.ofFigures(figures)), Plot.of(passages), tables);
    }

    private static String table(Table table) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>");
        boolean head = true;
        for (List<String> row : table.rows()) {
            html.append("<tr>");
            for (String cell : row) {
                html.append(head ? "<th>" : "<td" + style(cell) + ">")
                        .append(escaped(cell))
                        .append(head ? "</th>" : "</td>");
            }
            html.append("</tr>\n");
            head = false;
        }
        return html.append("</table></div>\n").toString();
    }

    private static String style(String cell) {
        return switch (cell) {
            case "aim", "must" -> " class=\"met\"";
            case "MISSED", "no" -> " class=\"missed\"";
            default -> "";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
