package shop.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The entry in the help; the script {@code infra/saga} starts the bench, which is a program of its own. */
@Command(name = "bench", description = "Measure throughput, latency and cost, beside the floor that the database sets.")
final class BenchCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Failure("the bench is started by the script: infra/saga bench");
    }
}
