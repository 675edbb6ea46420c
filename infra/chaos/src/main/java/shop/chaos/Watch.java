package shop.chaos;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import shop.chaos.history.Event;
import shop.chaos.history.History;
import shop.chaos.site.Await;
import shop.chaos.site.Quiescence;
import shop.chaos.site.Site;
import shop.local.control.Overview;
import shop.local.supervisor.Duties;
import shop.local.supervisor.ProcessStatus;

/**
 * Looks at the environment every second, and every few seconds at what must be true at any moment. What cannot be seen
 * while it is broken is left out.
 */
final class Watch implements Runnable {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int BOOKS_EVERY = 5;

    /** The books of one database, in one statement and so of one moment. */
    private enum Books {
        MONEY("payment_service", """
                select account_id || ' differs by ' || balance_difference || ', its holds by ' || held_difference
                  from ledger_difference where balance_difference <> 0 or held_difference <> 0 limit 1
                """),
        STOCK("inventory_service", """
                select sku || ' differs: received ' || received_difference || ', reserved ' || reserved_difference
                       || ', committed ' || committed_difference
                  from stock_difference
                 where received_difference <> 0 or reserved_difference <> 0 or committed_difference <> 0 limit 1
                """);

        private final String database;
        private final String differences;

        Books(String database, String differences) {
            this.database = database;
            this.differences = differences;
        }
    }

    private final Site site;
    private final History history;
    private final Quiescence quiescence;
    private volatile boolean closing;
    private volatile long inFlight;
    private volatile @Nullable String violation;

    Watch(Site site, History history) {
        this.site = site;
        this.history = history;
        this.quiescence = new Quiescence(site);
    }

    /** Sagas in flight at the last look; negative where nobody could tell. */
    long inFlight() {
        return inFlight;
    }

    /** The first thing that was not as it must be. */
    @Nullable
    String violation() {
        return violation;
    }

    void close() {
        closing = true;
    }

    @Override
    public void run() {
        try {
            for (int look = 0; !closing; look++) {
                sample();
                if (look % BOOKS_EVERY == 0) {
                    for (Books books : Books.values()) {
                        observe(books);
                    }
                }
                Await.pause(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        Map<String, Long> lag = new TreeMap<>();
        Map<String, Long> memory = new LinkedHashMap<>();
        try {
            Overview overview = site.control().status();
            for (Duties.RelayStatus relay : overview.relays()) {
                if (relay.lagBytes() >= 0) {
                    lag.put(relay.service(), relay.lagBytes());
                }
            }
            for (ProcessStatus process : overview.processes()) {
                if (process.memoryMiB() != null) {
                    memory.put(process.name(), process.memoryMiB());
                }
            }
        } catch (IOException e) {
            // Seen at the next look.
            lag.clear();
        }
        try {
            inFlight = quiescence.inFlight();
        } catch (SQLException e) {
            inFlight = -1;
        }
        history.add(at -> new Event.Sampled(at, inFlight, lag, memory));
    }

    private void observe(Books books) {
        try (Connection connection = site.connect(books.database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(books.differences)) {
            String difference = row.next() ? row.getString(1) : null;
            history.add(at -> new Event.Observed(at, books.name().toLowerCase(Locale.ROOT), difference));
            if (difference != null && violation == null) {
                violation = difference;
            }
        } catch (SQLException e) {
            // The database is away: there is nothing to see, and the next look comes.
            return;
        }
    }
}
