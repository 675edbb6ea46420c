package shop.chaos.report;

import java.util.List;
import java.util.Locale;

/** HTML in the making: everything that is not markup is escaped. */
final class Markup {

    private final StringBuilder html = new StringBuilder();

    /** Adds markup as it is. */
    Markup raw(String markup) {
        html.append(markup).append('\n');
        return this;
    }

    /** Adds an element that holds text. */
    Markup element(String name, String text) {
        return raw("<%s>%s</%s>".formatted(name, escaped(text), name.split(" ", 2)[0]));
    }

    /** Adds a table's row. */
    Markup row(String cell, List<?> texts) {
        html.append("<tr>");
        texts.forEach(text -> html.append('<')
                .append(cell)
                .append('>')
                .append(escaped(String.valueOf(text)))
                .append("</")
                .append(cell)
                .append('>'));
        html.append("</tr>\n");
        return this;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
