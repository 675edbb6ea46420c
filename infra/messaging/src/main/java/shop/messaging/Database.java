package shop.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Set-based SQL on the connection of the caller's transaction, the same connection Hibernate uses in it.
 *
 * <p>Parameters are bound by their Java type; arrays become PostgreSQL arrays, to be spread with {@code unnest}, so that
 * one statement serves a batch of any size. Failures are thrown as {@link DatabaseException}.
 */
@ApplicationScoped
public class Database {

    private final DataSource dataSource;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement that returns rows, and reads them all: the statement bounds their number. */
    public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Runs a statement that returns no rows. Returns how many rows it touched. */
    public int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, @Nullable Object[] parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            switch (parameter) {
                case Instant instant -> statement.setObject(i + 1, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
                case Instant[] instants ->
                    statement.setArray(i + 1, connection.createArrayOf("timestamptz", texts(instants)));
                case UUID[] ids -> statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
                case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
                case Long[] numbers -> statement.setArray(i + 1, connection.createArrayOf("int8", numbers));
                case Integer[] numbers -> statement.setArray(i + 1, connection.createArrayOf("int4", numbers));
                case byte[][] bytes -> statement.setArray(i + 1, connection.createArrayOf("bytea", bytes));
                case Boolean[] flags -> statement.setArray(i + 1, connection.createArrayOf("bool", flags));
                case null, default -> statement.setObject(i + 1, parameter);
            }
        }
    }

    private static @Nullable String[] texts(@Nullable Instant[] instants) {
        @Nullable String[] texts = new String[instants.length];
        for (int i = 0; i < instants.length; i++) {
            Instant instant = instants[i];
            texts[i] = instant == null ? null : instant.toString();
        }
        return texts;
    }
}
