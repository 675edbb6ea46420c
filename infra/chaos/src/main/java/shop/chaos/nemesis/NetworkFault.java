package shop.chaos.nemesis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.chaos.site.Wire;
import shop.chaos.site.Wire.Weather;

/** The network between two processes is cut, slow, or carries in one direction only. */
final class NetworkFault implements Fault {

    private static final Duration HITS_WITHIN = Duration.ofSeconds(30);

    private final Site site;
    private final Wire wire;
    private final String process;
    private final Weather weather;

    /** @param target client and server: {@code payment-service~kafka} */
    NetworkFault(Site site, String target, Weather weather) {
        List<String> ends = ends(target);
        this.site = site;
        this.process = ends.getFirst();
        this.wire = site.wires().stream()
                .filter(candidate -> candidate.name().equals(ends.getLast()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no wire to " + target));
        this.weather = weather;
    }

    static String target(String process, Wire wire) {
        return process + "~" + wire.name();
    }

    /** The client and the server of a target. */
    static List<String> ends(String target) {
        return List.of(target.split("~"));
    }

    @Override
    public void inject() throws Exception {
        Await.until(
                process + " is connected to " + wire.name(), Site.READY_WITHIN, () -> wire.connections(process) > 0);
        wire.set(process, weather);
    }

    /** What the weather has hit. A process that has nothing to say or to hear is waited for. */
    @Override
    public Optional<String> evidence() throws InterruptedException {
        try {
            Await.until("the weather has hit something", HITS_WITHIN, () -> wire.hits(process) > 0);
        } catch (Await.TimeoutException e) {
            // Nothing was hit: there is no evidence.
            return Optional.empty();
        }
        return Optional.of("%,d %s of %s were hit"
                .formatted(wire.hits(process), weather == Weather.CUT ? "connections" : "bytes", process));
    }

    @Override
    public void heal() {
        wire.set(process, Weather.FAIR);
    }

    @Override
    public void awaitReady() throws Exception {
        site.awaitReady(process);
    }
}
