package shop.bench;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What people see while it runs: a line with the time of day for each thing that was done. */
final class Progress {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Progress() {}

    static void say(String format, Object... values) {
        System.out.println(LocalTime.now().format(CLOCK) + " " + String.format(Locale.ROOT, format, values));
    }
}
