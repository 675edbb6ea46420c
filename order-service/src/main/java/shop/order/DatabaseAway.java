package shop.order;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Set;
import org.hibernate.JDBCException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ExceptionUnwrapStrategy;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.UnwrapException;
import org.jspecify.annotations.Nullable;
import shop.messaging.DatabaseException;

/**
 * Answers 503 when the database cannot be reached or is too busy: the same request may succeed a moment later. It does not
 * promise that nothing was done, for the connection may have been lost in the middle of a commit. What the data itself
 * broke stays an error of ours, 500.
 *
 * <p>A commit that fails, where a bean of ours called another, comes wrapped.
 */
@UnwrapException(
        value = ArcUndeclaredThrowableException.class,
        strategy = ExceptionUnwrapStrategy.UNWRAP_IF_NO_EXACT_MATCH)
public class DatabaseAway {

    private static final Logger LOG = Logger.getLogger(DatabaseAway.class);

    /** SQLSTATE classes: lost connection, rollback, resources, not in state, operator intervention, system error. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    @ServerExceptionMapper
    public Response map(DatabaseException e) {
        return answer(e);
    }

    @ServerExceptionMapper
    public Response map(JDBCException e) {
        return answer(e);
    }

    @ServerExceptionMapper
    public Response map(QuarkusTransactionException e) {
        return answer(e);
    }

    @ServerExceptionMapper
    public Response map(RollbackException e) {
        return answer(e);
    }

    private static Response answer(Throwable failure) {
        SQLException sql = sqlCause(failure);
        boolean passing = sql == null || sql.getSQLState() == null || PASSING.contains(classOf(sql.getSQLState()));
        if (!passing) {
            LOG.error("type=REQUEST_FAILED", failure);
            return problem(Response.Status.INTERNAL_SERVER_ERROR, "Something is wrong here, not with the request.")
                    .build()
                    .toResponse();
        }
        LOG.warnf("type=DATABASE_AWAY %s", failure.getMessage());
        return problem(
                        Response.Status.SERVICE_UNAVAILABLE,
                        "The database is away or busy. Send the same again, with the same Idempotency-Key.")
                .withHeader(HttpHeaders.RETRY_AFTER, "1")
                .build()
                .toResponse();
    }

    private static HttpProblem.Builder problem(Response.Status status, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(status.getReasonPhrase())
                .withDetail(detail);
    }

    private static String classOf(String sqlState) {
        return sqlState.length() == 5 ? sqlState.substring(0, 2) : sqlState;
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
