package shop.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The entry in the help; the script {@code infra/saga} does it, since it builds what is pictured first. */
@Command(name = "screenshots", description = "Make the pictures of the page in infra/screenshots; needs Chromium.")
final class ScreenshotsCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Failure("the pictures are made by the script: infra/saga screenshots");
    }
}
