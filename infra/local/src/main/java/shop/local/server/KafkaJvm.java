package shop.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How the programs of Kafka's distribution are run: this JVM's java, all jars, a logging configuration of ours. */
final class KafkaJvm {

    private static final Duration TOOL_TIMEOUT = Duration.ofSeconds(60);

    private static final String LOGGING = """
            status = error
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p %m (%c{1})%n%throwable{20}
            rootLogger.level = info
            rootLogger.appenderRef.console.ref = console
            # One line a setting of each client, and there are many of both.
            logger.configs.name = org.apache.kafka.common.config.AbstractConfig
            logger.configs.level = warn
            logger.clients.name = org.apache.kafka.clients
            logger.clients.level = warn
            logger.reflections.name = org.reflections
            logger.reflections.level = error
            """;

    private KafkaJvm() {}

    /**
     * The command that becomes a server. The first one that stops cleanly leaves an archive of its loaded classes beside
     * its jars, with which the next ones start: a third less of processor time, measured with the broker.
     */
    static List<String> server(
            Distribution distribution, Path directory, String heap, String name, List<String> program) {
        Path archive = distribution.kafkaLibs().resolveSibling(name + ".jsa");
        return command(
                distribution,
                directory,
                List.of(
                        "-Xmx" + heap,
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xshare:auto",
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr"),
                program);
    }

    private static List<String> command(
            Distribution distribution, Path directory, List<String> options, List<String> program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-Dlog4j2.configurationFile=" + logging(directory),
                "-cp",
                distribution.kafkaLibs() + "/*"));
        command.addAll(1, QuickStart.OPTIONS);
        command.addAll(1, options);
        command.addAll(program);
        return command;
    }

    /** Writes the logging configuration of a server into its directory. */
    static void writeLogging(Path directory) throws IOException {
        Files.writeString(logging(directory), LOGGING);
    }

    /** Runs a tool to its end. */
    static void run(Distribution distribution, Path directory, List<String> program) throws IOException {
        Path output = Files.createTempFile("kafka", ".out");
        try {
            Process process = new ProcessBuilder(command(distribution, directory, List.of("-Xmx128m"), program))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = Processes.awaitGone(Set.of(process.toHandle()), TOOL_TIMEOUT);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.waitFor() != 0) {
                throw new IOException(program.getFirst() + " failed: "
                        + Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during " + program.getFirst(), e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static Path logging(Path directory) {
        return directory.resolve("log4j2.properties");
    }
}
