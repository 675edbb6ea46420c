package shop.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code up --detach} leaves behind, and what adopts processes whose supervisor was killed. */
@Command(name = "supervise", hidden = true, description = "Be the supervisor of an environment (used by up).")
final class SuperviseCommand implements Callable<Integer> {

    @Mixin
    private final HomeOption home = new HomeOption();

    @Option(names = "--adopt", description = "Keep what runs as it is; start nothing that was stopped by command.")
    private boolean adopt;

    @Override
    public Integer call() throws Exception {
        return new Run(home.environment()).until(adopt ? Run.Start.ADOPT : Run.Start.ALL);
    }
}
