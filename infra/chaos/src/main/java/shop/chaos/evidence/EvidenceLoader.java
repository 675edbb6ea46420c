package shop.chaos.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import shop.chaos.evidence.Evidence.DoorReading;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.Rest;
import shop.chaos.evidence.Evidence.TopicRecord;
import shop.chaos.history.Journal;
import shop.chaos.nemesis.Poison;
import shop.chaos.site.Site;
import shop.chaos.site.Topic;
import shop.local.environment.Json;

/** Gathers the evidence once everything has come to rest. */
public final class EvidenceLoader {

    /** The machine's clock and the campaign's are one, but for the milliseconds an id's time is cut to. */
    private static final Duration MARGIN = Duration.ofMillis(50);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Site site;
    private final HttpClient http = HttpClient.newHttpClient();

    public EvidenceLoader(Site site) {
        this.site = site;
    }

    /**
     * Reads everything.
     *
     * @throws IOException if a database, Kafka or a replica cannot be read
     */
    public Evidence load(Journal journal, Rest rest) throws IOException, InterruptedException {
        Databases databases = new Databases(site, from(journal));
        try {
            List<Order> orders = databases.orders();
            return new Evidence(
                    journal,
                    orders,
                    databases.keys(),
                    databases.sagas(),
                    databases.log(),
                    databases.payments(),
                    databases.accounts(),
                    databases.entries(),
                    databases.stocks(),
                    databases.receipts(),
                    databases.reservations(),
                    databases.shipments(),
                    databases.outbox(),
                    records(),
                    databases.parked(),
                    doors(orders.size()),
                    rest);
        } catch (SQLException e) {
            throw new IOException("a database cannot be read: " + e.getMessage(), e);
        }
    }

    /** From the beginning, where all orders are the campaign's: a clock that jumped makes ids of another time. */
    private Instant from(Journal journal) {
        return site.clocks().isPresent() || journal.began() == null
                ? Instant.EPOCH
                : journal.began().at().minus(MARGIN);
    }

    private List<TopicRecord> records() {
        List<TopicRecord> records = new ArrayList<>();
        TopicReader.read(
                site,
                Arrays.stream(Topic.values()).map(Topic::topic).toList(),
                record -> records.add(new TopicRecord(
                        record.topic().intern(),
                        record.partition(),
                        record.offset(),
                        TopicReader.id(record),
                        Poison.isMarked(record.headers()))));
        return records;
    }

    /** Every replica is asked for the list of the newest orders, page by page. */
    private List<DoorReading> doors(int orders) throws IOException, InterruptedException {
        List<DoorReading> readings = new ArrayList<>();
        for (String replica : site.replicasOf("order-service")) {
            String cursor = "";
            int left = orders;
            while (left > 0) {
                URI page = site.url(replica).resolve("/orders?limit=200" + cursor);
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(page).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IOException("%s answered %d to %s".formatted(replica, answer.statusCode(), page));
                }
                JsonNode found = Json.MAPPER.readTree(answer.body());
                List<DoorReading> read = StreamSupport.stream(
                                found.path("items").spliterator(), false)
                        .map(item -> new DoorReading(
                                UUID.fromString(item.path("orderId").asText()),
                                replica,
                                item.path("status").asText().intern()))
                        .toList();
                readings.addAll(read.subList(0, Math.min(left, read.size())));
                left -= read.size();
                if (!found.path("next").isTextual()) {
                    break;
                }
                cursor = "&cursor=" + found.path("next").asText();
            }
        }
        return readings;
    }
}
