package shop.chaos;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** What people see while they wait. */
final class Console {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Console() {}

    /** One line with the time of day. */
    static void progress(String line) {
        System.out.println(LocalTime.now().format(CLOCK) + " " + line);
    }

    /** A line of the result. */
    static void print(String line) {
        System.out.println(line);
    }

    /** One line on what went wrong. */
    static void error(String line) {
        System.err.println("saga: " + line);
    }
}
