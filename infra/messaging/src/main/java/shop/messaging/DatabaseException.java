package shop.messaging;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement failed; {@link #sqlState()} tells why. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** The five characters of the SQLSTATE, or null where the driver gave none. */
    public @Nullable String sqlState() {
        return ((SQLException) getCause()).getSQLState();
    }
}
