package shop.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The messages that could not be read or carried out, kept with their bytes and their error until an operator looks.
 *
 * <p>A record parked twice (it was delivered again before it was acknowledged) is kept once.
 */
@ApplicationScoped
public class ParkedMessages {

    static final int MAX_ERROR_LENGTH = 2_000;
    private static final int MAX_TEXT_LENGTH = 1_024;
    private static final int MAX_HEADERS = 64;
    private static final int MAX_BYTES = 2 * Outbox.MAX_PAYLOAD_BYTES;

    private static final String INSERT = """
            insert into parked
              (message_id, topic, partition, "offset", message_key, type, headers, payload, replayable, error)
            select message_id, topic, partition, "offset", message_key, type, headers::jsonb, payload, replayable, error
              from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                as p(message_id, topic, partition, "offset", message_key, type, headers, payload, replayable, error)
            on conflict do nothing
            """;

    private static final String COLUMNS = """
            select id, message_id, topic, partition, "offset", message_key, type, headers::text as headers, payload,
                   replayable, error, parked_at, replays, replayed_at
              from parked
            """;

    private static final String PAGE = COLUMNS + " where id < ? order by id desc limit ?";
    private static final String LOCK = COLUMNS + " where id = ? for update";
    private static final String REPLAYED =
            "update parked set replays = replays + 1, replayed_at = clock_timestamp() where id = ?";
    private static final String REFUSED = "update parked set replays = replays + 1, error = ? where id = ?";

    private final Database database;

    ParkedMessages(Database database) {
        this.database = database;
    }

    /**
     * A parked message.
     *
     * @param id its number here, rising with the time of parking
     * @param messageId {@code ce_id}, where it could be read
     * @param headers the envelope: the {@code ce_} headers, bounded in number and length
     * @param payload the body's bytes, cut at one mebibyte
     * @param replayable whether it was readable, so that it can be handed to its handler again
     * @param replays how often that was tried
     * @param replayedAt when it succeeded, or null
     */
    public record Parked(
            long id,
            @Nullable UUID messageId,
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            @Nullable String type,
            Map<String, String> headers,
            byte[] payload,
            boolean replayable,
            String error,
            Instant parkedAt,
            int replays,
            @Nullable Instant replayedAt) {

        /** The message as its handler gets it; for a {@link #replayable} one. */
        public IncomingMessage message() {
            return Envelope.reread(topic, key, new String(payload, StandardCharsets.UTF_8), headers::get);
        }
    }

    /** What is about to be parked; everything in it can be stored. */
    record Entry(
            ConsumerRecord<String, String> record,
            @Nullable UUID messageId,
            @Nullable String key,
            @Nullable String type,
            String headers,
            boolean replayable,
            String error) {

        static Entry refused(ConsumerRecord<String, String> record, IncomingMessage message, String error) {
            return new Entry(record, message.id(), message.key(), message.type(), headersOf(record), true, error);
        }

        static Entry unreadable(ConsumerRecord<String, String> record, String reason) {
            Header type = record.headers().lastHeader(Envelope.TYPE);
            return new Entry(
                    record,
                    null,
                    record.key() == null ? null : Text.storable(record.key(), MAX_TEXT_LENGTH),
                    type == null ? null : Text.storable(text(type), Envelope.MAX_TYPE_LENGTH),
                    headersOf(record),
                    false,
                    Text.storable(reason, MAX_ERROR_LENGTH));
        }

        /** The last resort: nothing of the record but its place and its bytes. */
        static Entry bare(ConsumerRecord<String, String> record, String error) {
            return new Entry(record, null, null, null, "{}", false, error);
        }

        byte[] payload() {
            String value = record.value();
            byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            return bytes.length <= MAX_BYTES ? bytes : Arrays.copyOf(bytes, MAX_BYTES);
        }

        private static String headersOf(ConsumerRecord<String, String> record) {
            Map<String, String> sorted = new TreeMap<>();
            for (Header header : record.headers()) {
                sorted.put(Text.storable(header.key(), MAX_TEXT_LENGTH), Text.storable(text(header), MAX_TEXT_LENGTH));
            }
            Map<String, String> kept = new LinkedHashMap<>();
            sorted.forEach((name, value) -> {
                if (name.startsWith("ce_") && kept.size() < MAX_HEADERS) {
                    kept.put(name, value);
                }
            });
            return JsonBody.write(kept);
        }

        private static String text(Header header) {
            return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        }
    }

    /** Parks with one statement, however many they are. */
    void addAll(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        database.update(
                INSERT,
                entries.stream().map(Entry::messageId).toArray(UUID[]::new),
                texts(entries, entry -> entry.record().topic()),
                entries.stream().map(entry -> entry.record().partition()).toArray(Integer[]::new),
                entries.stream().map(entry -> entry.record().offset()).toArray(Long[]::new),
                texts(entries, Entry::key),
                texts(entries, Entry::type),
                texts(entries, Entry::headers),
                entries.stream().map(Entry::payload).toArray(byte[][]::new),
                entries.stream().map(Entry::replayable).toArray(Boolean[]::new),
                texts(entries, Entry::error));
    }

    /** The newest first, those with an id below {@code before}. */
    public List<Parked> page(long before, int limit) {
        return database.query(PAGE, ParkedMessages::read, before, limit);
    }

    /** Locks one until the transaction ends. */
    public Optional<Parked> lock(long id) {
        return database.query(LOCK, ParkedMessages::read, id).stream().findFirst();
    }

    /** Notes that a replay succeeded. */
    public void markReplayed(long id) {
        database.update(REPLAYED, id);
    }

    /** Notes that a replay was refused, and why. */
    public void markRefused(long id, String error) {
        database.update(REFUSED, Text.storable(error, MAX_ERROR_LENGTH), id);
    }

    private static Parked read(ResultSet row) throws SQLException {
        return new Parked(
                row.getLong("id"),
                row.getObject("message_id", UUID.class),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("offset"),
                row.getString("message_key"),
                row.getString("type"),
                headers(row.getString("headers")),
                row.getBytes("payload"),
                row.getBoolean("replayable"),
                row.getString("error"),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                row.getInt("replays"),
                Optional.ofNullable(row.getObject("replayed_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null));
    }

    @SuppressWarnings("unchecked") // An object of strings: the column is written by this class alone.
    private static Map<String, String> headers(String json) {
        return JsonBody.read(json, Map.class);
    }

    private static String[] texts(List<Entry> entries, Function<Entry, @Nullable String> field) {
        return entries.stream().map(field).toArray(String[]::new);
    }
}
