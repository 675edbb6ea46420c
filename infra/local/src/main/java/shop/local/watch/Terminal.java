package shop.local.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal while a board is on it: its second screen, no cursor, keys as they are pressed. Restored when it is closed,
 * and when the program is ended by a signal.
 */
public final class Terminal implements AutoCloseable {

    private static final Path DEVICE = Path.of("/dev/tty");
    private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)");
    private static final String BEGIN = "\u001b[?1049h\u001b[?25l";
    private static final String END = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String TO_END_OF_LINE = "\u001b[K";
    private static final String BELOW = "\u001b[J";

    private final PrintStream out;
    private final InputStream keys;
    private final String settings;
    private final Thread restore = new Thread(this::restore);
    private boolean restored;

    /** How much fits. */
    record Size(int width, int height) {}

    /** @throws IOException if there is no terminal that can be set */
    public Terminal(PrintStream out) throws IOException {
        this.out = out;
        this.settings = stty("-g").strip();
        this.keys = Files.newInputStream(DEVICE);
        Runtime.getRuntime().addShutdownHook(restore);
        stty("-icanon", "-echo", "min", "0", "time", "0");
        out.print(BEGIN);
        out.flush();
    }

    Size size() throws IOException {
        Matcher size = SIZE.matcher(stty("size").strip());
        if (!size.matches() || size.group(1).equals("0")) {
            return new Size(80, 24);
        }
        return new Size(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
    }

    /** Whether somebody pressed q. */
    boolean isToEnd() throws IOException {
        byte[] pressed = new byte[64];
        int read = keys.read(pressed);
        return read > 0 && new String(pressed, 0, read, StandardCharsets.UTF_8).contains("q");
    }

    /** Draws over what was there, without a flicker. */
    synchronized void draw(List<String> lines) {
        if (restored) {
            return;
        }
        StringBuilder screen = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            screen.append(lines.get(i)).append(TO_END_OF_LINE).append(i < lines.size() - 1 ? "\r\n" : "");
        }
        out.print(screen.append(BELOW));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        restore();
        keys.close();
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException e) {
            // The program ends already, and restores it by itself.
            return;
        }
    }

    private synchronized void restore() {
        if (restored) {
            return;
        }
        restored = true;
        out.print(END);
        out.flush();
        try {
            stty(settings);
        } catch (IOException e) {
            out.println("the terminal could not be restored: type stty sane");
        }
    }

    private static String stty(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process stty = new ProcessBuilder(command)
                .redirectInput(Redirect.from(DEVICE.toFile()))
                .redirectErrorStream(true)
                .start();
        try (InputStream output = stty.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (stty.waitFor() != 0) {
                throw new IOException("stty: " + text.strip());
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while setting the terminal", e);
        }
    }
}
