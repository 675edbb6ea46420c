package shop.chaos.nemesis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import shop.chaos.evidence.TopicReader;
import shop.chaos.site.Await;
import shop.chaos.site.ServiceClocks;
import shop.chaos.site.Site;
import shop.local.environment.Json;

/**
 * A service's clock jumps, forward or back, and after a while to the true time again. What time a service believes it is
 * stands in what it says of itself every few seconds.
 */
final class ClockJumped implements Fault {

    private static final String TOPIC = "diagnostics";
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(40);
    private static final int SHORTEST_SECONDS = 40;
    private static final int LONGEST_SECONDS = 3_600;

    /** A service speaks every five seconds, and a busy machine takes its time to hear it. */
    private static final Duration TOLERANCE = Duration.ofSeconds(15);

    private final Site site;
    private final String service;
    private final ServiceClocks clocks;
    private final Duration wrongBy;
    private Optional<String> seen = Optional.empty();

    ClockJumped(Site site, String service, long seed) {
        this.site = site;
        this.service = service;
        this.clocks = site.clocks().orElseThrow(() -> new IllegalArgumentException("the clocks cannot be set here"));
        SplittableRandom random = new SplittableRandom(seed);
        int seconds = random.nextInt(SHORTEST_SECONDS, LONGEST_SECONDS);
        this.wrongBy = Duration.ofSeconds(random.nextBoolean() ? seconds : -seconds);
    }

    @Override
    public void inject() throws Exception {
        Running.process(site, service);
        site.awaitReady("kafka");
        clocks.set(service, wrongBy);
    }

    @Override
    public Optional<String> evidence() throws InterruptedException {
        try {
            awaitClock(wrongBy);
        } catch (Await.TimeoutException e) {
            // It still tells the true time, or nothing: there is no evidence.
            return Optional.empty();
        }
        return Optional.of("%s told a time that was wrong by %+d s".formatted(service, wrongBy.toSeconds()));
    }

    @Override
    public void heal() throws IOException {
        clocks.set(service, Duration.ZERO);
    }

    @Override
    public void awaitReady() throws Exception {
        awaitClock(Duration.ZERO);
        site.awaitReady(service);
    }

    private void awaitClock(Duration expected) throws InterruptedException, Await.TimeoutException {
        Await.until("%s's clock is wrong by %d s".formatted(service, expected.toSeconds()), SEEN_WITHIN, () -> {
            Instant[] told = {Instant.EPOCH};
            TopicReader.read(site, List.of(TOPIC), record -> {
                if (isByService(record) && record.value() != null) {
                    told[0] = time(record);
                }
            });
            Duration wrong = Duration.between(Instant.now(), told[0]);
            return wrong.minus(expected).abs().compareTo(TOLERANCE) < 0;
        });
    }

    private boolean isByService(ConsumerRecord<byte[], byte[]> record) {
        String port = ":" + site.environment().port(service);
        return record.key() != null && new String(record.key(), StandardCharsets.UTF_8).endsWith(port);
    }

    private static Instant time(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Instant.parse(Json.MAPPER.readTree(record.value()).path("at").asText());
        } catch (IOException e) {
            throw new IllegalStateException("what a service says of itself cannot be read", e);
        }
    }
}
