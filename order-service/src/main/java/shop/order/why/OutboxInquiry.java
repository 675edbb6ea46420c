package shop.order.why;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import shop.messaging.Database;

/** Asks our own database: which message a command went out as, and how far the outbox is relayed. */
@ApplicationScoped
class OutboxInquiry {

    /** An id is drawn a moment after the decision that it sends: the primary key's range of that time is read. */
    private static final Duration BEFORE = Duration.ofSeconds(1);

    private static final Duration AFTER = Duration.ofSeconds(10);

    private static final String MESSAGE = """
            select id, created_at from outbox
             where id >= uuidv7_floor(?) and id < uuidv7_floor(?) and message_key = ? and type = ? and attempt = ?
             order by id desc limit 1
            """;

    private static final String RELAY = """
            select current_database(), pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint, active
              from pg_replication_slots
             where database = current_database() and slot_type = 'logical' and confirmed_flush_lsn is not null limit 1
            """;

    private final Database database;

    OutboxInquiry(Database database) {
        this.database = database;
    }

    /** A message as it stands in the outbox. */
    record Message(UUID id, Instant createdAt) {}

    /** The message a command went out as; empty once the outbox has dropped it. */
    Optional<Message> message(UUID orderId, String type, int attempt, Instant sentAt) {
        return database
                .query(
                        MESSAGE,
                        row -> new Message(
                                row.getObject(1, UUID.class),
                                row.getObject(2, OffsetDateTime.class).toInstant()),
                        sentAt.minus(BEFORE),
                        sentAt.plus(AFTER),
                        orderId.toString(),
                        type,
                        attempt)
                .stream()
                .findFirst();
    }

    /** How far the outbox is relayed; empty where it has no slot. */
    Optional<Facts.Outbox> relay() {
        return database
                .query(RELAY, row -> new Facts.Outbox(row.getString(1), row.getLong(2), row.getBoolean(3)))
                .stream()
                .findFirst();
    }
}
