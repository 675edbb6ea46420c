package shop.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says how this instance is, every few seconds and when it changes (see {@link Diagnosis}). The one thing beside the
 * outbox that is sent to Kafka: it speaks of the plumbing, not of the business, so nothing is lost with it. While Kafka is
 * away what cannot be sent is dropped and counted; nothing waits for it.
 */
@ApplicationScoped
public class Diagnostics {

    private static final Logger LOG = Logger.getLogger(Diagnostics.class);
    private static final Duration SAID_AT_LEAST_EVERY = Duration.ofSeconds(5);
    private static final int MAX_PARKED = 10;
    private static final int MAX_ERROR_LENGTH = 500;

    private static final String PARKED = """
            select message_id, message_key, type, error, count(*) over () as total
              from parked where replayed_at is null order by id desc limit ?
            """;

    private static final String RELAY = """
            select pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint, active
              from pg_replication_slots
             where database = current_database() and slot_type = 'logical' and confirmed_flush_lsn is not null limit 1
            """;

    private final HandlerHealth health;
    private final Database database;
    private final String service;
    private final String instance;
    private final Map<String, Object> kafkaSettings;
    private final Counter failures;
    private @Nullable KafkaProducer<String, String> producer;
    private long saidChanges = -1;
    private long saidNanos;

    Diagnostics(
            HandlerHealth health,
            Database database,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "HOSTNAME", defaultValue = "localhost") String host,
            @Identifier("default-kafka-broker") Map<String, Object> kafkaSettings,
            MeterRegistry registry) {
        this.health = health;
        this.database = database;
        this.service = service;
        this.instance = service + "@" + host + ":" + port;
        this.kafkaSettings = kafkaSettings;
        this.failures = Counter.builder("shop.diagnostics.failures")
                .description("Diagnoses that could not be said")
                .register(registry);
    }

    void onStart(
            @Observes StartupEvent event,
            Ticker ticker,
            @ConfigProperty(name = "shop.diagnostics.every", defaultValue = "1s") String every) {
        ticker.every(every, "diagnostics", this::sayIfDue);
    }

    private void sayIfDue() {
        long changes = health.changes();
        boolean due = System.nanoTime() - saidNanos >= SAID_AT_LEAST_EVERY.toNanos();
        if (saidChanges < 0 || due || changes != saidChanges) {
            saidChanges = changes;
            saidNanos = System.nanoTime();
            say();
        }
    }

    private void say() {
        try {
            String body = JsonBody.write(diagnosis());
            producer().send(new ProducerRecord<>(Diagnosis.TOPIC, instance, body), (place, failure) -> {
                if (failure != null) {
                    failures.increment();
                }
            });
        } catch (RuntimeException e) {
            failures.increment();
            LOG.debugf("no diagnosis was sent: %s", e.getMessage());
        }
    }

    /** How this instance is now. */
    Diagnosis diagnosis() {
        Diagnosis.Failing failing = health.longest()
                .map(f -> new Diagnosis.Failing(f.topic(), f.since(), f.error()))
                .orElse(null);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try {
            long[] total = {0};
            List<Diagnosis.Parked> parked = database.query(
                    PARKED,
                    row -> {
                        total[0] = row.getLong("total");
                        return new Diagnosis.Parked(
                                row.getObject("message_id", UUID.class),
                                row.getString("message_key"),
                                row.getString("type"),
                                Text.storable(row.getString("error"), MAX_ERROR_LENGTH));
                    },
                    MAX_PARKED);
            Optional<Diagnosis.Relay> relay =
                    database.query(RELAY, row -> new Diagnosis.Relay(row.getLong(1), row.getBoolean(2))).stream()
                            .findFirst();
            return new Diagnosis(service, instance, now, failing, total[0], parked, relay.orElse(null));
        } catch (DatabaseException e) {
            return new Diagnosis(service, instance, now, failing, 0, List.of(), null);
        }
    }

    private synchronized KafkaProducer<String, String> producer() {
        KafkaProducer<String, String> client = producer;
        if (client == null) {
            Map<String, Object> settings = new HashMap<>(kafkaSettings);
            settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
            settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
            settings.put(ProducerConfig.ACKS_CONFIG, "1");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 250);
            settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1_048_576);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);
            settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
            settings.keySet().retainAll(ProducerConfig.configNames());
            client = new KafkaProducer<>(settings);
            producer = client;
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofMillis(500));
        }
    }
}
