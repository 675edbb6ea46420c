package shop.relay;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** The queue where it is used: in Debezium's own {@link ChangeEventQueue}, with the interval of our connectors. */
class RestingQueueTest {

    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final int POLLS = 100;

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
        long resting = processorNanosOfPolling(new RestingQueue<>());

        assertThat(resting).isLessThan(restless / 2);
    }

    @Test
    void everyEvent_isPolledOnceAndInItsOrder_whileTheOtherSideRests() throws Exception {
        int count = 5_000;
        ChangeEventQueue<Event> queue = queue(new RestingQueue<>());
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
    void debeziumFindsIt_byItsName() {
        assertThat(ServiceLoader.load(QueueProvider.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("resting");
    }

    private static long processorNanosOfPolling(QueueProvider<Event> provider) throws InterruptedException {
        ChangeEventQueue<Event> queue = queue(provider);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < POLLS; i++) {
            assertThat(queue.poll()).isEmpty();
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static ChangeEventQueue<Event> queue(QueueProvider<Event> provider) {
        return new ChangeEventQueue.Builder<Event>()
                .pollInterval(INTERVAL)
                .maxQueueSize(1000)
                .maxBatchSize(500)
                .queueProvider(provider)
                .loggingContextSupplier(() -> LoggingContext.forConnector("relay", "test", "queue"))
                .build();
    }
}
