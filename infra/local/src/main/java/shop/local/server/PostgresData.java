package shop.local.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data directory of PostgreSQL: made once by {@code initdb} and the deployment's bootstrap script, in a directory
 * beside it that takes its name when it is complete. The settings are written anew before each start.
 */
final class PostgresData {

    private static final Duration INITDB_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration ORPHANS_TIMEOUT = Duration.ofSeconds(5);

    private static final String SETTINGS = """
            # Written before each start: changes made here are lost.
            cluster_name = '%s'
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'

            # Two replicas of four services with 16 connections each, their migrations, the relay, and people.
            max_connections = 200
            shared_buffers = '128MB'
            jit = off
            timezone = 'UTC'

            # What was acknowledged is kept.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            # The relay reads the log. A slot that nobody reads is given up before it fills the disk; the outbox holds
            # the rows, and the relay sends them again from there.
            wal_level = logical
            max_wal_senders = 20
            max_replication_slots = 20
            max_slot_wal_keep_size = '4GB'
            wal_sender_timeout = '30s'

            # Modest, because redo after a kill takes as long as what was written since the last checkpoint.
            checkpoint_timeout = '2min'
            max_wal_size = '512MB'
            min_wal_size = '128MB'
            wal_compression = 'pglz'

            shared_preload_libraries = '%s'
            log_destination = 'stderr'
            log_line_prefix = '%%m [%%p] %%q%%u@%%d '
            log_min_duration_statement = '1s'
            log_lock_waits = on
            log_checkpoints = off
            # No values of rows and parameters in the log: addresses are personal.
            log_error_verbosity = terse
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            """;

    private final Distribution distribution;
    private final Path cache;
    private final Path parent;
    private final List<ServiceDatabase> databases;
    private final Passwords passwords;

    PostgresData(
            Distribution distribution, Path cache, Path parent, List<ServiceDatabase> databases, Passwords passwords) {
        this.distribution = distribution;
        this.cache = cache;
        this.parent = parent;
        this.databases = databases;
        this.passwords = passwords;
    }

    Path directory() {
        return parent.resolve("data");
    }

    /** The name the server bears; generated with the data. */
    String clusterName() throws IOException {
        return Files.readString(parent.resolve("cluster-name")).strip();
    }

    Path program(String name) throws IOException {
        return PostgresBinaries.unpack(distribution.postgresArchive(), cache)
                .resolve("bin")
                .resolve(name);
    }

    void prepare() throws IOException {
        Files.createDirectories(parent);
        if (!Files.isDirectory(directory())) {
            make();
        }
        refuseIfRunning();
        awaitOrphans();
        writeSettings(directory());
        Unprivileged.own(directory());
    }

    private void make() throws IOException {
        Path unfinished = parent.resolve("data.unfinished");
        Directories.delete(unfinished);
        Files.createDirectories(unfinished);
        Unprivileged.own(parent);
        initdb(unfinished);
        Files.writeString(parent.resolve("cluster-name"), "saga-" + UUID.randomUUID());
        writeSettings(unfinished);
        Unprivileged.own(unfinished);
        bootstrap(unfinished);
        run(List.of(program("initdb").toString(), "--sync-only", "-D", unfinished.toString()), "");
        Files.move(unfinished, directory(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void initdb(Path into) throws IOException {
        Path password = Passwords.temporary(passwords.of(PostgresServer.ADMINISTRATOR));
        try {
            Unprivileged.own(password);
            run(
                    List.of(
                            program("initdb").toString(),
                            "-D",
                            into.toString(),
                            "--username=" + PostgresServer.ADMINISTRATOR,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--data-checksums",
                            "--no-sync"),
                    "");
        } finally {
            Files.deleteIfExists(password);
        }
    }

    /** Roles and databases, through PostgreSQL's single-user mode: nobody can connect before they are complete. */
    private void bootstrap(Path into) throws IOException {
        StringBuilder statements = new StringBuilder();
        if (hasStatementStatistics()) {
            statements.append("create extension pg_stat_statements;\n");
        }
        String template = Files.readString(distribution.postgresBootstrap());
        for (ServiceDatabase database : databases) {
            for (String statement : statementsOf(filledIn(template, database))) {
                statements.append(statement).append('\n');
            }
        }
        run(
                List.of(
                        program("postgres").toString(),
                        "--single",
                        "-D",
                        into.toString(),
                        "-c",
                        "exit_on_error=on",
                        "template1"),
                statements.toString());
    }

    private String filledIn(String template, ServiceDatabase database) throws IOException {
        return template.replace("${database}", database.database())
                .replace("${ownerPassword}", passwords.of(database.owner()))
                .replace("${appPassword}", passwords.of(database.app()))
                .replace("${relayPassword}", passwords.of(database.relay()));
    }

    /** Each statement on a line of its own, as the single-user mode wants them. */
    private static List<String> statementsOf(String script) {
        String withoutComments =
                script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return Stream.of(withoutComments.split(";\\s*(\\n|$)"))
                .map(statement -> statement.strip().replace('\n', ' '))
                .filter(statement -> !statement.isEmpty())
                .map(statement -> statement + ";")
                .toList();
    }

    private void writeSettings(Path into) throws IOException {
        String libraries = hasStatementStatistics() ? "pg_stat_statements" : "";
        Files.writeString(into.resolve("postgresql.conf"), SETTINGS.formatted(clusterName(), libraries));
        Files.writeString(into.resolve("pg_hba.conf"), doors());
    }

    /** Who may connect: from loopback, with a password, each role to its own database; everyone else is refused. */
    private String doors() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Written before each start. Without a line for `replication`, the relay's roles can stream changes of");
        lines.add("# their own database only, and nobody can copy the whole server.");
        lines.add("host all " + PostgresServer.ADMINISTRATOR + " 127.0.0.1/32 scram-sha-256");
        for (ServiceDatabase database : databases) {
            for (String role : List.of(database.owner(), database.app(), database.relay())) {
                lines.add("host %s %s 127.0.0.1/32 scram-sha-256".formatted(database.database(), role));
            }
        }
        lines.add("host all all all reject");
        lines.add("local all all reject");
        return String.join("\n", lines) + "\n";
    }

    private boolean hasStatementStatistics() throws IOException {
        return Files.exists(program("postgres").resolveSibling("../lib/postgresql/pg_stat_statements.so"));
    }

    /**
     * PostgreSQL does not start if the process named in its lock file lives, be it a browser that was given the number
     * after a crash. So the file is removed if that process is no PostgreSQL of this directory.
     */
    private void refuseIfRunning() throws IOException {
        Path lock = directory().resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        Optional<Long> pid = Files.readAllLines(lock).stream()
                .findFirst()
                .map(String::strip)
                .filter(text -> text.matches("\\d+"))
                .map(Long::valueOf);
        Optional<ProcessHandle> holder =
                pid.flatMap(ProcessHandle::of).filter(Processes::isAlive).filter(this::isPostgresOfThisDirectory);
        if (holder.isPresent()) {
            throw new IOException("PostgreSQL runs in %s already, as process %d"
                    .formatted(directory(), holder.get().pid()));
        }
        Files.delete(lock);
    }

    private boolean isPostgresOfThisDirectory(ProcessHandle process) {
        Set<ProcessHandle> here = Processes.workingIn(directory());
        boolean named = process.info()
                .command()
                .map(command -> command.endsWith("/postgres"))
                .orElse(false);
        return named && (here.contains(process) || !Files.isDirectory(Path.of("/proc")));
    }

    /** Backends notice within moments that their parent was killed; one that hangs is killed too. */
    private void awaitOrphans() throws IOException {
        Set<ProcessHandle> orphans = Processes.workingIn(directory());
        if (!Processes.awaitGone(orphans, ORPHANS_TIMEOUT)) {
            Processes.killAll(orphans);
        }
    }

    private void run(List<String> command, String input) throws IOException {
        Path output = Files.createTempFile("postgres", ".out");
        Path script = Passwords.temporary(input);
        try {
            ProcessBuilder builder = new ProcessBuilder(Unprivileged.command(command))
                    .directory(parent.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(script.toFile())
                    .redirectOutput(output.toFile());
            Process process = builder.start();
            boolean ended = Processes.awaitGone(Set.of(process.toHandle()), INITDB_TIMEOUT);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.waitFor() != 0) {
                // The output of single-user mode is not shown: it may repeat a statement, and so a password.
                boolean mayTell = input.isEmpty();
                throw new IOException("%s failed%s"
                        .formatted(
                                command.getFirst(),
                                mayTell
                                        ? ": "
                                                + Files.readString(output, StandardCharsets.UTF_8)
                                                        .strip()
                                        : ""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during " + command.getFirst(), e);
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(script);
        }
    }
}
