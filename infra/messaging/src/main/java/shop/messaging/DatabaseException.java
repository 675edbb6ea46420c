package shop.messaging;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement failed; {@link #sqlState()} tells why. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /**
     * Another transaction was quicker: what this one read no longer holds, and it is to be tried again. Reported as the
     * serialization failure (SQLSTATE 40001) that the database cannot see by itself.
     */
    public static DatabaseException raced(String what) {
        return new DatabaseException(new SQLException(what, "40001"));
    }

    /** The five characters of the SQLSTATE, or null where the driver gave none. */
    public @Nullable String sqlState() {
        return ((SQLException) getCause()).getSQLState();
    }
}
