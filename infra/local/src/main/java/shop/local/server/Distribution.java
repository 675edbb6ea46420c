package shop.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the servers' programs and their deployment files lie in the source tree.
 *
 * @param root the root of the source tree, {@code infra/servers} having been built
 */
public record Distribution(Path root) {

    /** All jars of Kafka and Kafka Connect. */
    public Path kafkaLibs() {
        return servers().resolve("kafka/libs");
    }

    /** The directory of connector plugins: Debezium's. */
    public Path connectPlugins() {
        return servers().resolve("connect-plugins");
    }

    /** The archive of PostgreSQL's programs for this machine. */
    public Path postgresArchive() throws IOException {
        Path directory = servers().resolve("postgres");
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                List<Path> archives =
                        files.filter(file -> file.toString().endsWith(".txz")).toList();
                if (archives.size() == 1) {
                    return archives.getFirst();
                }
            }
        }
        throw new IOException("there is no PostgreSQL archive in " + directory + ": build infra/servers first");
    }

    /** Where tests unpack PostgreSQL, once for all of them. */
    public Path postgresForTests() {
        return servers().resolve("postgres/unpacked");
    }

    /** The administrator's script for one service's roles and database. */
    public Path postgresBootstrap() {
        return deploy().resolve("postgres/bootstrap.sql");
    }

    /** The list of topics. */
    public Path topics() {
        return deploy().resolve("kafka/topics.json");
    }

    /** The one template of the relay's connectors. */
    public Path connectorTemplate() {
        return deploy().resolve("relay/connector.json");
    }

    private Path servers() {
        return root.resolve("infra/servers/target");
    }

    private Path deploy() {
        return root.resolve("infra/deploy");
    }
}
