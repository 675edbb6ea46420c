package shop.chaos.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import shop.chaos.agent.Arming;
import shop.chaos.agent.Boundary;
import shop.chaos.agent.Trigger;
import shop.chaos.agent.Trigger.Reached;
import shop.chaos.evidence.TopicReader;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.local.server.Processes;

/** Has a service die at a point, and shows that it did. */
final class Death {

    /** A command is sent again after half a minute at the latest; a machine may be busy. */
    private static final Duration REACHED_WITHIN = Duration.ofSeconds(90);

    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);

    private final Site site;
    private final Point point;
    private final Trigger trigger;

    Death(Site site, Path triggers, Point point) {
        this.site = site;
        this.point = point;
        this.trigger = new Trigger(triggers, point.service());
    }

    /** It will die when an order with that trace comes there. */
    void arm(String trace) throws IOException {
        trigger.clear();
        trigger.arm(new Arming(point.boundary(), point.what(), trace));
    }

    /**
     * Waits until it is dead. What has to be relayed first is looked for on its topic.
     *
     * @return where it died, by its own account
     */
    Reached await() throws InterruptedException, Await.TimeoutException, IOException {
        if (point.boundary() == Boundary.AFTER_RELAY) {
            Reached held = await("it has come there", trigger::held);
            Await.until(
                    "%s is on %s".formatted(point.message(), point.topic()),
                    REACHED_WITHIN,
                    () -> isOnTopic(held.subject().key()));
            trigger.release();
        }
        Reached reached = await("the service has halted itself", trigger::whereHalted);
        Await.until(
                "pid %d is gone".formatted(reached.pid()),
                GONE_WITHIN,
                () -> ProcessHandle.of(reached.pid()).filter(Processes::isAlive).isEmpty());
        return reached;
    }

    /** Waits until the supervisor has started it again, and it is ready. */
    void awaitResurrection(Reached reached) throws InterruptedException, Await.TimeoutException {
        Await.until(point.service() + " runs again and is ready", Site.READY_WITHIN, () -> {
            Long now = site.status(point.service()).pid();
            return now != null && now != reached.pid() && site.isReady(point.service());
        });
    }

    /** Nothing dies of this any more. */
    void disarm() throws IOException {
        trigger.clear();
    }

    /** What the agent complains of, in a clause. */
    String complaint() throws IOException {
        return trigger.complaint().map(why -> " (its agent: " + why + ")").orElse("");
    }

    private interface Look {
        Optional<Reached> at() throws IOException;
    }

    private Reached await(String what, Look look) throws InterruptedException, Await.TimeoutException {
        AtomicReference<@Nullable Reached> found = new AtomicReference<>();
        Await.until("%s, %s".formatted(point.name(), what), REACHED_WITHIN, () -> {
            found.set(look.at().orElse(null));
            return found.get() != null;
        });
        Reached reached = found.get();
        if (reached == null) {
            throw new IllegalStateException("nothing was seen, and that was waited for: " + what);
        }
        return reached;
    }

    private boolean isOnTopic(String key) {
        boolean[] seen = {false};
        TopicReader.read(site, List.of(point.topic()), record -> {
            boolean isIts = record.key() != null
                    && new String(record.key(), StandardCharsets.UTF_8).equals(key)
                    && point.what().equals(TopicReader.header(record, "ce_type"));
            seen[0] |= isIts;
        });
        return seen[0];
    }
}
