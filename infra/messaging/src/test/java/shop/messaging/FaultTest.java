package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    private static DatabaseException sql(String state) {
        return new DatabaseException(new SQLException("as the server says", state));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "08006", "08001", "40001", "40P01", "42501", "53100", "53300", "55P03", "57P01", "57014", "58030",
                "25P03", "42P01"
            })
    void whatTheServerOrTheConnectionCannot_isTechnical(String state) {
        assertThat(Fault.of(sql(state))).isEqualTo(Fault.TECHNICAL);
        assertThat(Fault.of(new IllegalStateException("wrapped", new RuntimeException(sql(state)))))
                .isEqualTo(Fault.TECHNICAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"21000", "22001", "22021", "23505", "23514", "44000", "54000", "P0001"})
    void whatTheDataBreaks_isTheMessagesFault(String state) {
        assertThat(Fault.of(sql(state))).isEqualTo(Fault.MESSAGE);
        assertThat(Fault.of(new QuarkusTransactionException(sql(state)))).isEqualTo(Fault.MESSAGE);
    }

    static Stream<Throwable> technical() {
        return Stream.of(
                new OutOfMemoryError("too little"),
                new NoClassDefFoundError("shop/Missing"),
                new QuarkusTransactionException(new jakarta.transaction.RollbackException("timed out")),
                new jakarta.persistence.OptimisticLockException("changed meanwhile"),
                new java.io.UncheckedIOException(new SocketTimeoutException("slow")));
    }

    @ParameterizedTest
    @MethodSource("technical")
    void whatTheSurroundingsCannot_isTechnical(Throwable failure) {
        assertThat(Fault.of(failure)).isEqualTo(Fault.TECHNICAL);
    }

    static Stream<Throwable> ofTheMessage() {
        return Stream.of(
                new UnknownMessageException("shop.toy.Undo.v9"),
                new MalformedMessageException("not JSON", new java.io.IOException("as Jackson's are")),
                new IllegalStateException("CapturePayment in state VOIDED"),
                new NullPointerException("orderId"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("ofTheMessage")
    void everythingElse_isTheMessagesFault(Throwable failure) {
        assertThat(Fault.of(failure)).isEqualTo(Fault.MESSAGE);
    }

    @Test
    void causesInACircle_end() {
        var first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(Fault.of(first)).isEqualTo(Fault.MESSAGE);
        assertThat(BatchConsumer.describe(first)).startsWith("IllegalStateException: first");
    }

    @Test
    void aViolationAmongSuppressedConnectionFailures_isTheMessagesFault() {
        DatabaseException violation = sql("23514");
        violation.addSuppressed(new SQLException("closed after it", "08003"));

        assertThat(Fault.of(violation)).isEqualTo(Fault.MESSAGE);
    }
}
