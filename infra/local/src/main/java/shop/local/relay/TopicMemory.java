package shop.local.relay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers, outside Kafka, which topics it had. That is how an emptied Kafka is noticed even when somebody has made the
 * topics anew before anyone looked.
 */
final class TopicMemory {

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;

    TopicMemory(Path file) {
        this.file = file;
    }

    /** The topics that were there and are gone, or were made anew since. None when nothing is remembered. */
    Set<String> lost(Map<String, String> present) throws IOException {
        Set<String> lost = new TreeSet<>();
        if (Files.exists(file)) {
            json.readValue(file.toFile(), new TypeReference<Map<String, String>>() {})
                    .forEach((topic, id) -> {
                        if (!id.equals(present.get(topic))) {
                            lost.add(topic);
                        }
                    });
        }
        return lost;
    }

    boolean isEmpty() {
        return !Files.exists(file);
    }

    void remember(Map<String, String> present) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path written = file.resolveSibling(file.getFileName() + ".new");
        json.writeValue(written.toFile(), present);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
