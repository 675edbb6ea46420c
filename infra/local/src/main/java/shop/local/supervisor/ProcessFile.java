package shop.local.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Json;
import shop.local.server.Processes;

/** The pid file of one process: which process it is, and what people want of it. */
final class ProcessFile {

    /**
     * What the file says.
     *
     * @param pid of the process, if it was started
     * @param startedAt when that process started: a later process with the same pid is another one
     * @param intent what people want of it
     * @param startMillis how long it took until it was ready
     */
    record Entry(
            @Nullable Long pid,
            @Nullable Instant startedAt,
            Intent intent,
            @Nullable Long startMillis) {

        static final Entry NONE = new Entry(null, null, Intent.RUN, null);

        /** The process meant, if it is still there. */
        Optional<ProcessHandle> process() {
            return pid == null || startedAt == null ? Optional.empty() : Processes.find(pid, startedAt);
        }
    }

    private final Path file;

    ProcessFile(Path run, String name) {
        this.file = run.resolve(name + ".json");
    }

    /**
     * What it says; {@link Entry#NONE} where there is no file.
     *
     * @throws IOException if it is there and cannot be understood
     */
    Entry read() throws IOException {
        if (!Files.exists(file)) {
            return Entry.NONE;
        }
        try {
            Entry entry = Json.MAPPER.readValue(Files.readString(file), Entry.class);
            if (entry == null || entry.intent() == null) {
                throw new IOException("the pid file " + file + " is incomplete");
            }
            return entry;
        } catch (JsonProcessingException | java.nio.charset.CharacterCodingException e) {
            throw new IOException("the pid file " + file + " is corrupt", e);
        }
    }

    void write(Entry entry) throws IOException {
        Json.write(file, entry);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    Path path() {
        return file;
    }
}
