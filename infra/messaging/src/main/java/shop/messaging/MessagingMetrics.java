package shop.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** What the consumers report: batches and their size and age, repeats, retries, parked messages. */
@Singleton
class MessagingMetrics {

    private final DistributionSummary batchSize;
    private final Timer batchDuration;
    private final Timer age;
    private final Counter duplicates;
    private final Counter parked;
    private final Counter retries;

    MessagingMetrics(MeterRegistry registry) {
        this.batchSize = DistributionSummary.builder("shop.messages.batch.size")
                .description("Records in a polled batch")
                .register(registry);
        this.batchDuration = Timer.builder("shop.messages.batch.duration")
                .description("From a batch's delivery to its commit, retries included")
                .register(registry);
        this.age = Timer.builder("shop.messages.age")
                .description("Age of a batch's oldest record when it was delivered")
                .register(registry);
        this.duplicates = Counter.builder("shop.messages.duplicates")
                .description("Messages the inbox had seen before")
                .register(registry);
        this.parked = Counter.builder("shop.messages.parked")
                .description("Messages parked because they cannot be read or carried out")
                .register(registry);
        this.retries = Counter.builder("shop.messages.batch.retries")
                .description("Attempts that failed for a technical cause")
                .register(registry);
    }

    /** Measures a batch while {@code work} carries it out. */
    void batch(List<Received> batch, Runnable work) {
        batchSize.record(batch.size());
        batch.stream()
                .mapToLong(received -> received.record().timestamp())
                .filter(timestamp -> timestamp > 0)
                .min()
                .ifPresent(oldest -> age.record(Duration.ofMillis(Math.max(0, System.currentTimeMillis() - oldest))));
        batchDuration.record(work);
    }

    void committed(int duplicatesInBatch, int parkedInBatch) {
        duplicates.increment(duplicatesInBatch);
        parked.increment(parkedInBatch);
    }

    void retry() {
        retries.increment();
    }
}
