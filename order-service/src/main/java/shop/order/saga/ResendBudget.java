package shop.order.saga;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import shop.messaging.Database;

/**
 * How many commands may be sent again now, over all replicas together: a bucket of tokens in one row of the database. A
 * backlog of many thousand unanswered commands must not breed as many more.
 */
@ApplicationScoped
class ResendBudget {

    /** What is in the bucket now, with what came in since it was last touched. Asks for the burst and the rate. */
    private static final String REFILLED =
            "least(?, tokens + ? * greatest(0, extract(epoch from clock_timestamp() - refilled_at))::float8)";

    private static final String AVAILABLE = "select floor(" + REFILLED + ")::int from resend_budget";

    /** Refills the bucket for the time gone by, and takes what is asked for, as far as it goes. */
    private static final String TAKE = """
            with bucket as (
                select clock_timestamp() as now, %s as available
                  from resend_budget for update),
            taken as (
                select now, available, least(floor(available), ?)::int as granted from bucket)
            update resend_budget set tokens = available - granted, refilled_at = now
              from taken
            returning granted
            """.formatted(REFILLED);

    private final Database database;
    private final SagaConfig.Resend config;

    ResendBudget(Database database, SagaConfig config) {
        this.database = database;
        this.config = config.resend();
    }

    /** How many could be taken now. Nobody waits, and nothing is promised. */
    int available() {
        return database.query(AVAILABLE, row -> row.getInt(1), (double) config.burst(), config.perSecond())
                .getFirst();
    }

    /** Takes up to {@code wanted}; the other replicas wait until the transaction ends. Returns how many were granted. */
    int take(int wanted) {
        if (wanted == 0) {
            return 0;
        }
        List<Integer> granted = database.query(
                TAKE, row -> row.getInt(1), (double) config.burst(), config.perSecond(), (double) wanted);
        return granted.getFirst();
    }
}
