package shop.local;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shop.local.environment.Environment;
import shop.local.environment.Home;
import shop.local.environment.Settings;

/** Which environment a command is about. */
final class HomeOption {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where the environment keeps its data, logs and secrets (default: .saga in the source tree).")
    private @Nullable Path directory;

    /** The home, which need not exist yet. */
    Home home() {
        Path root = Path.of(System.getProperty("saga.root", "."));
        return new Home(root, directory == null ? root.resolve(".saga") : directory);
    }

    /** The environment as its last {@code up} left it. */
    Environment environment() throws IOException {
        Home home = home();
        return new Environment(home, Settings.in(home));
    }
}
