package shop.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.connector.base.DefaultQueueProvider;
import io.debezium.connector.base.QueueProvider;
import io.debezium.pipeline.Sizeable;
import io.debezium.util.LoggingContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue where it is used: in Debezium's own {@link ChangeEventQueue}, with the interval of our connectors. */
class PacedQueueTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final int POLLS = 100;
    /** So many events are a batch, and count for as much. */
    private static final int WHOLE = 8;
    /** However long the interval is, Debezium gives up a poll that found nothing after five seconds. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);

    private record Event(int number) implements Sizeable {
        @Override
        public long objectSize() {
            return 1;
        }
    }

    @Test
    void pollingAnEmptyQueue_restsWhereDebeziumsOwnDoesNot() throws Exception {
        DefaultQueueProvider<Event> own = new DefaultQueueProvider<>();
        own.configure(Map.of("max.queue.size", "1000"));

        long restless = processorNanosOfPolling(own);
        long resting = processorNanosOfPolling(paced(1000, 1000));

        assertThat(resting).isLessThan(restless / 2);
    }

    @Test
    void everyEvent_isPolledOnceAndInItsOrder_whileTheOtherSideRests() throws Exception {
        int count = 5_000;
        ChangeEventQueue<Event> queue = queue(paced(1000, 8));
        FutureTask<Integer> reader = new FutureTask<>(() -> {
            for (int i = 0; i < count; i++) {
                queue.enqueue(new Event(i));
            }
            return count;
        });
        new Thread(reader, "reader").start();

        List<Event> polled = new ArrayList<>();
        while (polled.size() < count) {
            polled.addAll(queue.poll());
        }

        assertThat(reader.get()).isEqualTo(polled.size());
        assertThat(polled).extracting(Event::number).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anEventAlone_isGivenOutAtOnce() throws Exception {
        ChangeEventQueue<Event> queue = queue(paced(1, 1), Duration.ofDays(1));
        FutureTask<List<Event>> poll = new FutureTask<>(queue::poll);
        Thread poller = new Thread(poll, "poller");
        poller.start();
        while (poller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        long waits = System.nanoTime();

        queue.enqueue(new Event(1));

        assertThat(poll.get()).containsExactly(new Event(1));
        assertThat(Duration.ofNanos(System.nanoTime() - waits)).isLessThan(LONGEST_POLL);
    }

    @Test
    void afterSomeAtOnce_eventsWaitAndGoTogether() throws Exception {
        AtomicLong now = new AtomicLong();
        ChangeEventQueue<Event> queue = queue(paced(now::get, nanos -> {}, 10, 2));
        List<List<Event>> polled = new ArrayList<>();

        for (int i = 1; i <= 4; i++) {
            enqueue(queue, WHOLE);
            polled.add(queue.poll());
        }
        now.addAndGet(Duration.ofMillis(99).toNanos());
        polled.add(queue.poll());
        now.addAndGet(Duration.ofMillis(1).toNanos());
        polled.add(queue.poll());

        assertThat(polled).extracting(List::size).containsExactly(WHOLE, WHOLE, 0, 0, 0, 2 * WHOLE);
    }

    @Test
    void eventsOneAfterAnother_eachCountForAnEighthOfABatch() throws Exception {
        AtomicLong now = new AtomicLong();
        ChangeEventQueue<Event> queue = queue(paced(now::get, nanos -> {}, 10, 1));
        for (int i = 1; i <= 100; i++) {
            queue.enqueue(new Event(i));
            assertThat(queue.poll()).as("event %d", i).containsExactly(new Event(i));
            now.addAndGet(12_500_000);
        }

        queue.enqueue(new Event(101));
        assertThat(queue.poll()).hasSize(1);
        now.addAndGet(12_499_999);
        queue.enqueue(new Event(102));
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void manyEvents_doNotWait() throws Exception {
        ChangeEventQueue<Event> queue = queue(paced(() -> 0, nanos -> {}, 1, 1));
        enqueue(queue, WHOLE);
        queue.poll();

        enqueue(queue, 2_000);

        assertThat(queue.poll()).hasSize(2_000);
    }

    @Test
    void aReaderThatHadToWait_isKeptWhileOthersGather() throws Exception {
        AtomicLong now = new AtomicLong();
        List<Duration> kept = new ArrayList<>();
        ChangeEventQueue<Event> queue = queue(paced(now::get, nanos -> kept.add(Duration.ofNanos(nanos)), 10, 1));
        enqueue(queue, WHOLE);
        assertThat(queue.poll()).hasSize(WHOLE);

        now.addAndGet(Duration.ofMillis(20).toNanos());
        queue.enqueue(new Event(2));
        queue.enqueue(new Event(3));
        now.addAndGet(Duration.ofMillis(60).toNanos());
        queue.enqueue(new Event(4));
        now.addAndGet(Duration.ofMillis(20).toNanos());
        queue.enqueue(new Event(5));

        assertThat(kept).containsExactly(Duration.ofMillis(60), Duration.ofMillis(15));
        assertThat(queue.poll()).hasSize(4);
    }

    @Test
    void aReaderThatHasMoreToRead_isNotKept() throws Exception {
        AtomicLong now = new AtomicLong();
        List<Duration> kept = new ArrayList<>();
        ChangeEventQueue<Event> queue = queue(paced(now::get, nanos -> kept.add(Duration.ofNanos(nanos)), 10, 1));
        enqueue(queue, WHOLE);
        queue.poll();

        for (int i = 1; i <= 50; i++) {
            now.addAndGet(Duration.ofNanos(999_999).toNanos());
            queue.enqueue(new Event(i));
        }

        assertThat(kept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "fast", "null"})
    void aPaceThatIsNone_isRefused(String perSecond) {
        Map<String, String> settings = Map.of("queue.batches.per.second", perSecond, "queue.batches.at.once", "1");

        assertThatIllegalArgumentException().isThrownBy(() -> new PacedQueue<>().configure(settings));
    }

    @Test
    void debeziumFindsIt_byItsName() {
        assertThat(ServiceLoader.load(QueueProvider.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("paced");
    }

    private static void enqueue(ChangeEventQueue<Event> queue, int count) throws InterruptedException {
        for (int i = 1; i <= count; i++) {
            queue.enqueue(new Event(i));
        }
    }

    private static long processorNanosOfPolling(QueueProvider<Event> provider) throws InterruptedException {
        ChangeEventQueue<Event> queue = queue(provider);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < POLLS; i++) {
            assertThat(queue.poll()).isEmpty();
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static PacedQueue<Event> paced(int perSecond, int atOnce) {
        return paced(System::nanoTime, LockSupport::parkNanos, perSecond, atOnce);
    }

    private static PacedQueue<Event> paced(LongSupplier nanoTime, LongConsumer restNanos, int perSecond, int atOnce) {
        PacedQueue<Event> paced = new PacedQueue<>(nanoTime, restNanos);
        paced.configure(Map.of(
                "queue.batches.per.second", String.valueOf(perSecond),
                "queue.batches.at.once", String.valueOf(atOnce)));
        return paced;
    }

    private static ChangeEventQueue<Event> queue(QueueProvider<Event> provider) {
        return queue(provider, INTERVAL);
    }

    private static ChangeEventQueue<Event> queue(QueueProvider<Event> provider, Duration interval) {
        return new ChangeEventQueue.Builder<Event>()
                .pollInterval(interval)
                .maxQueueSize(8192)
                .maxBatchSize(4096)
                .queueProvider(provider)
                .loggingContextSupplier(() -> LoggingContext.forConnector("relay", "test", "queue"))
                .build();
    }
}
