package shop.chaos.nemesis;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import shop.chaos.site.Await;
import shop.chaos.site.Site;

/** Finds the process that a fault is to hit; waits for it, since an earlier fault may still be felt. */
final class Running {

    private Running() {}

    static ProcessHandle process(Site site, String name)
            throws IOException, Await.TimeoutException, InterruptedException {
        AtomicReference<@Nullable ProcessHandle> found = new AtomicReference<>();
        Await.until(name + " runs", Site.READY_WITHIN, () -> {
            found.set(site.process(name).orElse(null));
            return found.get() != null;
        });
        ProcessHandle process = found.get();
        if (process == null) {
            throw new IOException(name + " does not run");
        }
        return process;
    }
}
