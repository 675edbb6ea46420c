package shop.local.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Home;
import shop.local.environment.Json;
import shop.local.server.Processes;

/** Says which process is the supervisor of a home, so that commands find it. */
public final class SupervisorFile {

    private record Entry(long pid, @Nullable Instant startedAt) {}

    private SupervisorFile() {}

    /** The live supervisor of that home. An unreadable file counts as none: the lock has the last word. */
    public static Optional<ProcessHandle> find(Home home) {
        Path file = in(home);
        try {
            Entry entry = Json.MAPPER.readValue(Files.readString(file), Entry.class);
            return entry.startedAt() == null ? Optional.empty() : Processes.find(entry.pid(), entry.startedAt());
        } catch (JsonProcessingException | java.nio.charset.CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            // There is none.
            return Optional.empty();
        }
    }

    /** Names this process. */
    static void write(Home home) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Json.write(in(home), new Entry(self.pid(), self.info().startInstant().orElse(null)));
    }

    static void delete(Home home) throws IOException {
        Files.deleteIfExists(in(home));
    }

    private static Path in(Home home) {
        return home.run().resolve("supervisor.json");
    }
}
