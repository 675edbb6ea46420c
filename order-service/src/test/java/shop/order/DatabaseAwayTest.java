package shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.messaging.DatabaseException;

class DatabaseAwayTest {

    @ParameterizedTest
    @CsvSource({
        "08006, 503", // the connection was lost
        "57P01, 503", // the server is shutting down
        "40P01, 503", // a deadlock was broken
        "55P03, 503", // a lock was not to be had
        ", 503", // no connection was free in the pool
        "23505, 500", // the data breaks a rule
        "42501, 500" // a privilege is missing
    })
    void whatPasses_isUnavailable_andWhatDoesNot_isAnError(String sqlState, int status) {
        Response response = new DatabaseAway().map(new DatabaseException(new SQLException("no", sqlState)));
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo(status == 503 ? "1" : null);
    }
}
