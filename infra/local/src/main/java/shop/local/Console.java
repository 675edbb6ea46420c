package shop.local;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** What people see: colour on a terminal that wants it ({@code NO_COLOR} is respected), plain text everywhere else. */
final class Console {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final boolean COLOUR = Boolean.getBoolean("saga.terminal")
            && (System.getenv("NO_COLOR") == null || "".equals(System.getenv("NO_COLOR")));

    private Console() {}

    static PrintStream out() {
        return System.out;
    }

    /** One line with the time of day: what happens while people wait, and the supervisor's log. */
    static void progress(String line) {
        System.out.println(LocalTime.now().format(CLOCK) + " " + line);
    }

    /** One line on what went wrong. */
    static void error(String line) {
        System.err.println(red("saga: ") + line);
    }

    /** What people may want to do next; not part of what a script reads. */
    static void hint(String line) {
        System.err.println(line);
    }

    static String green(String text) {
        return coloured("32", text);
    }

    static String yellow(String text) {
        return coloured("33", text);
    }

    static String red(String text) {
        return coloured("31", text);
    }

    static String bold(String text) {
        return coloured("1", text);
    }

    static boolean hasColour() {
        return COLOUR;
    }

    private static String coloured(String code, String text) {
        return COLOUR ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
