package shop.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The entry in the help; the script {@code infra/saga} does it, since it must work before anything is built. */
@Command(name = "test", description = "Run the whole test suite (mvn verify); more arguments go to Maven.")
final class TestCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Failure("the tests are run by the script: infra/saga test");
    }
}
