package shop.bench.stored;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The SQL that copies what a table holds of some real orders, the templates, to any number of orders of another day. It is
 * made from the table's columns, so that what the real thing leaves is what is copied: ids become other ids, the same for
 * the same one in every database, and times move with the order; everything else stays.
 *
 * @param table whose rows are copied; those of the templates are in a temporary table of the same name with {@code of_}
 * @param template by which a row {@code x} is told to be one {@code template}'s
 * @param columns their types by their names, without those that the database fills
 */
record Copy(String table, String template, Map<String, String> columns) {

    /** To be run once in each session, before anything else here. */
    static final List<String> PREPARATION = List.of("""
            create temporary table template (
                number int primary key, order_id uuid not null, placed_millis bigint not null)
            """, """
            create temporary table message (id uuid primary key, number int not null)
            """, """
            create function pg_temp.copied(id uuid, shift_millis bigint, n bigint) returns uuid
            language sql immutable parallel safe as $$
                select (lpad(to_hex(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint + shift_millis), 12, '0')
                    || overlay(overlay(left(md5(id::text || n), 20) placing '7' from 1) placing '8' from 5))::uuid
            $$
            """);

    /** Copies number ? to ?, evenly over a day that begins at ? (milliseconds) with ? between two. */
    private static final String COPIES = """
            with copy as (
                select n, template.number, template.order_id as template_id, shift_millis,
                       make_interval(secs => shift_millis / 1000.0) as shift,
                       pg_temp.copied(template.order_id, shift_millis, n) as order_id
                  from (select ?::bigint as first, ?::bigint as last, ?::bigint as begins, ?::bigint as step) as given,
                       generate_series(given.first, given.last) as n
                  join template on template.number = n % (select count(*) from template),
                       lateral (select given.begins + (n - given.first) * given.step - template.placed_millis) as moved (shift_millis)
            )
            """;

    /** What a column of that name holds in a copy, where its type alone does not say it. */
    private static final Map<String, String> BY_NAME = Map.of(
            "key", "'stored-' || c.n",
            "tracking_number", "x.tracking_number || '-' || c.n",
            "message_key", "c.order_id::text",
            "subject", "c.order_id::text",
            "payload", "replace(x.payload, c.template_id::text, c.order_id::text)");

    /** Keeps the templates' rows at hand: the table itself will be large. */
    String collect() {
        return """
                create temporary table of_%s as
                select x.*, template.number as template_number from %s x join template on %s order by x.ctid
                """.formatted(table, table, template);
    }

    /** Inserts copies into a table of the same columns, in the order of their time. See {@link #COPIES} for its parameters. */
    String into(String target) {
        return """
                %sinsert into %s (%s)
                select %s
                  from copy c join of_%s x on x.template_number = c.number
                 order by c.n, x.ctid
                """.formatted(
                        COPIES,
                        target,
                        columns.keySet().stream().map(Copy::quoted).collect(Collectors.joining(", ")),
                        columns.keySet().stream().map(this::copied).collect(Collectors.joining(", ")),
                        table);
    }

    private String copied(String column) {
        String byName = BY_NAME.get(column);
        if (byName != null) {
            return byName;
        }
        String value = "x." + quoted(column);
        return switch (Objects.requireNonNull(columns.get(column))) {
            case "uuid" -> "pg_temp.copied(%s, c.shift_millis, c.n)".formatted(value);
            case "timestamp with time zone" -> value + " + c.shift";
            default -> value;
        };
    }

    private static String quoted(String column) {
        return '"' + column + '"';
    }
}
