package shop.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the files of {@code infra/contracts} from the class path, be they in a folder or in a jar. */
final class ContractFiles {

    private static final String FOLDER = "/contracts";

    private ContractFiles() {}

    /** Every file by its path below {@code contracts/}, such as {@code schemas/shop.order.OrderPlaced.v1.json}. */
    static Map<String, String> read() {
        URL document = ContractFiles.class.getResource(FOLDER + "/asyncapi.yaml");
        if (document == null) {
            throw new AssertionError("infra/contracts is not on the class path");
        }
        try {
            URI uri = document.toURI();
            if (!uri.getScheme().equals("jar")) {
                return below(Path.of(uri).resolveSibling("."));
            }
            String jar = uri.getSchemeSpecificPart().split("!", 2)[0];
            try (FileSystem files = FileSystems.newFileSystem(Path.of(URI.create(jar)))) {
                return below(files.getPath(FOLDER));
            }
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> below(Path folder) throws IOException {
        Path root = folder.normalize();
        try (Stream<Path> paths = Files.walk(root)) {
            List<Path> files = paths.filter(Files::isRegularFile).toList();
            Map<String, String> contents = new TreeMap<>();
            for (Path file : files) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
            return contents;
        }
    }
}
