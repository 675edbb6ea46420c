package shop.messaging.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;

/**
 * How a service's own tables are read for an audit: all of one answer at one moment, and in bounded pages. What is read,
 * and what it is called, is the service's.
 */
@ApplicationScoped
public class Audit {

    /** How many orders can be asked for by their ids. */
    public static final int MAX_IDS = 100;

    /** How many differences are named; one is too many already. */
    public static final int MAX_DIFFERENCES = 100;

    /** Every statement of the transaction sees the same snapshot. It can write nothing, and so disturbs nobody. */
    private static final String ONE_SNAPSHOT = "set transaction isolation level repeatable read, read only";

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;

    Audit(Database database) {
        this.database = database;
    }

    /**
     * How the orders of a page are read.
     *
     * @param sql up to its {@code where}
     * @param key the column of the order's id
     */
    public record Source<T>(String sql, String key, Database.RowReader<T> reader, Function<T, UUID> id) {}

    /**
     * Which orders are asked for, as the address says it: chosen ones, or else a page of all.
     *
     * @param ids comma-separated
     * @param after only orders that follow this one
     * @param limit how many at most
     */
    public record Question(
            @QueryParam("ids") @Nullable String ids,
            @QueryParam("after") @Nullable UUID after,

            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000)
            int limit) {}

    /**
     * Orders as they are at one moment.
     *
     * @param at that moment
     * @param next what comes after them; missing where nothing does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page<T>(
            Instant at, List<T> items, @Nullable String next) {}

    /** How many there are in a state. */
    public record Count(String state, long count) {}

    /** Reads what belongs together: nothing changes between its statements. It is given the moment. */
    public <T> T atOneMoment(Function<Instant, T> reads) {
        return QuarkusTransaction.requiringNew().call(() -> {
            database.update(ONE_SNAPSHOT);
            Instant at = database.query(
                            "select clock_timestamp()",
                            row -> row.getObject(1, OffsetDateTime.class).toInstant())
                    .getFirst();
            return reads.apply(at);
        });
    }

    /** How many rows of a table there are in each state; {@code column} has the state. */
    public List<Count> counts(String table, String column) {
        return database.query(
                "select %1$s as state, count(*) as n from %2$s group by %1$s order by %1$s".formatted(column, table),
                row -> new Count(row.getString("state"), row.getLong("n")));
    }

    /** How many messages are parked and were not replayed. */
    public long parked() {
        return database.query("select count(*) from parked where replayed_at is null", row -> row.getLong(1))
                .getFirst();
    }

    /** Those of the chosen orders that there are, or else a page of all, by their ids. */
    public <T> Page<T> orders(Source<T> source, Question question) {
        if (question.ids() != null) {
            Object chosen = parsed(question.ids());
            String sql = "%s where %2$s = any(?) order by %2$s".formatted(source.sql(), source.key());
            return atOneMoment(at -> new Page<>(at, database.query(sql, source.reader(), chosen), null));
        }
        int limit = question.limit();
        UUID after = question.after() == null ? BEFORE_ALL : question.after();
        String sql = "%s where %2$s > ? order by %2$s limit ?".formatted(source.sql(), source.key());
        return atOneMoment(at -> {
            List<T> found = database.query(sql, source.reader(), after, limit + 1);
            return found.size() <= limit
                    ? new Page<>(at, found, null)
                    : new Page<>(
                            at,
                            found.subList(0, limit),
                            source.id().apply(found.get(limit - 1)).toString());
        });
    }

    /** Those of these orders that there are, in this order; {@code next} is the caller's. */
    public <T> Page<T> inOrder(Source<T> source, List<UUID> orderIds, String next) {
        String sql = "%s where %s = any(?)".formatted(source.sql(), source.key());
        Object chosen = orderIds.toArray(UUID[]::new);
        return atOneMoment(at -> {
            Map<UUID, T> found = database.query(sql, source.reader(), chosen).stream()
                    .collect(Collectors.toMap(source.id(), Function.identity()));
            return new Page<>(
                    at,
                    orderIds.stream()
                            .flatMap(id -> Stream.ofNullable(found.get(id)))
                            .toList(),
                    next);
        });
    }

    private static UUID[] parsed(String ids) {
        try {
            UUID[] parsed =
                    Stream.of(ids.split(",", MAX_IDS + 1)).map(UUID::fromString).toArray(UUID[]::new);
            if (parsed.length <= MAX_IDS) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            throw refused("These are not all order ids.");
        }
        throw refused("At most %d order ids at once.".formatted(MAX_IDS));
    }

    private static HttpProblem refused(String detail) {
        return HttpProblem.valueOf(Response.Status.BAD_REQUEST, detail);
    }
}
