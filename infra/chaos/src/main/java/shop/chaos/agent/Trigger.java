package shop.chaos.agent;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * The files by which a service's agent and whoever runs the sweep understand each other. All of them appear whole, by
 * renaming:
 *
 * <ul>
 *   <li>{@code SERVICE.armed}: where to halt. It is taken away by the one thread that passes there first, so that the
 *       service is halted once.
 *   <li>{@code SERVICE.held}: {@link Boundary#AFTER_RELAY} only. The thread has come there and waits.
 *   <li>{@code SERVICE.released}: the thread may go on, and be halted.
 *   <li>{@code SERVICE.reached}: written last before the JVM is halted: the point, and what it was about.
 *   <li>{@code SERVICE.complaint}: why the agent could not do its work.
 * </ul>
 */
public record Trigger(Path directory, String service) {

    /** What the agent says of the point that was reached. */
    public record Reached(long pid, Arming arming, Subject subject, String at) {}

    /** Has the service halted there. */
    public void arm(Arming arming) throws IOException {
        Properties properties = new Properties();
        write(properties, arming);
        write(file("armed"), properties);
    }

    /** Takes back whatever was agreed upon before. */
    public void clear() throws IOException {
        for (String name : new String[] {"armed", "claimed", "held", "released", "reached"}) {
            Files.deleteIfExists(file(name));
        }
    }

    /** Where it waits; empty while it does not. */
    public Optional<Reached> held() throws IOException {
        return read(file("held")).map(Trigger::reached);
    }

    /** Lets a thread that waits go on. */
    public void release() throws IOException {
        write(file("released"), new Properties());
    }

    /** Where it was halted; empty while it was not. */
    public Optional<Reached> whereHalted() throws IOException {
        return read(file("reached")).map(Trigger::reached);
    }

    /** What the agent complains of. */
    public Optional<String> complaint() throws IOException {
        return read(file("complaint")).map(properties -> properties.getProperty("why", ""));
    }

    Optional<Arming> armed() throws IOException {
        return read(file("armed")).map(Trigger::arming);
    }

    /** Whether this caller is the one who may carry out what was armed. */
    boolean claim() throws IOException {
        try {
            Files.move(file("armed"), file("claimed"), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    boolean isReleased() {
        return Files.exists(file("released"));
    }

    void note(boolean last, Reached reached) throws IOException {
        Properties properties = new Properties();
        write(properties, reached.arming());
        properties.setProperty("pid", String.valueOf(reached.pid()));
        properties.setProperty("at", reached.at());
        properties.setProperty("subject", reached.subject().what());
        properties.setProperty("key", reached.subject().key());
        properties.setProperty("traceparent", reached.subject().traceparent());
        write(file(last ? "reached" : "held"), properties);
    }

    void complain(String why) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("why", why);
        write(file("complaint"), properties);
    }

    private static void write(Properties properties, Arming arming) {
        properties.setProperty("boundary", arming.boundary().name());
        properties.setProperty("what", arming.what());
        properties.setProperty("trace", arming.trace());
    }

    private static Arming arming(Properties properties) {
        return new Arming(
                Boundary.valueOf(properties.getProperty("boundary")),
                properties.getProperty("what"),
                properties.getProperty("trace"));
    }

    private static Reached reached(Properties properties) {
        return new Reached(
                Long.parseLong(properties.getProperty("pid")),
                arming(properties),
                new Subject(
                        properties.getProperty("subject"),
                        properties.getProperty("key"),
                        properties.getProperty("traceparent")),
                properties.getProperty("at"));
    }

    private Path file(String name) {
        return directory.resolve(service + "." + name);
    }

    private static void write(Path file, Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(whole, text.toString());
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<Properties> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            return Optional.of(properties);
        } catch (NoSuchFileException e) {
            // Taken away between the two looks.
            return Optional.empty();
        }
    }
}
