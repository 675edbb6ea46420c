package shop.local.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * A kept client that asks a broker, and its answers. A client finds its way back by itself to a broker that was away, or to
 * another one that took its port: who asks must ask who answers, too.
 */
final class KafkaAdmin implements AutoCloseable {

    private final Duration timeout;
    private final Kept<Admin, IOException> kept;

    /** @param timeout of each answer */
    KafkaAdmin(String bootstrapServers, Duration timeout) {
        this.timeout = timeout;
        this.kept = new Kept<>(() -> client(bootstrapServers, timeout), client -> client.close(Duration.ZERO));
    }

    /** The answer to a question, which waits for what it needs with {@link #get}. */
    <A> A ask(Kept.Question<Admin, A, IOException> question) throws IOException {
        return kept.ask(question);
    }

    /** @throws IOException with Kafka's reason as its cause */
    <T> T get(KafkaFuture<T> future) throws IOException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("Kafka: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("Kafka does not answer within %d ms".formatted(timeout.toMillis()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking Kafka", e);
        }
    }

    @Override
    public void close() {
        kept.close();
    }

    private static Admin client(String bootstrapServers, Duration timeout) throws IOException {
        try {
            return Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            (int) timeout.dividedBy(2).toMillis(),
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis()));
        } catch (KafkaException e) {
            throw new IOException("no client for Kafka at " + bootstrapServers, e);
        }
    }
}
