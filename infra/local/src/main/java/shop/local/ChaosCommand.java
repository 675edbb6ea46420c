package shop.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The entry in the help; the script {@code infra/saga} starts the tester, which is a program of its own. */
@Command(
        name = "chaos",
        description = "Break everything under load, and judge from the evidence whether anything was lost.")
final class ChaosCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Failure("the campaign is started by the script: infra/saga chaos");
    }
}
