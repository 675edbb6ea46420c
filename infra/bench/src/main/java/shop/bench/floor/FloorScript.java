package shop.bench.floor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SQL with named parameters ({@code :order}). Each paragraph is a transaction; lines that begin with two dashes are
 * comments.
 *
 * @param transactions in their order
 */
record FloorScript(List<Part> transactions) {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]+)");

    /**
     * One transaction.
     *
     * @param sql its statements, with a question mark for each parameter
     * @param parameters the parameters' names, one a question mark
     */
    record Part(String sql, List<String> parameters) {
        Part {
            parameters = List.copyOf(parameters);
        }
    }

    FloorScript {
        transactions = List.copyOf(transactions);
    }

    static FloorScript parse(String text) {
        String code = text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return new FloorScript(Stream.of(code.split("\\n\\s*\\n"))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .map(FloorScript::part)
                .toList());
    }

    private static Part part(String paragraph) {
        List<String> names = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(paragraph);
        String sql = matcher.replaceAll(found -> {
            names.add(found.group(1));
            return "?";
        });
        return new Part(sql, names);
    }
}
