package shop.chaos.nemesis;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.local.server.ServiceDatabase;

/** A service's connector is deleted from Kafka Connect, configuration and all. */
final class ConnectorDeleted implements Fault {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int DELETED = 204;
    private static final int FOUND = 200;

    private final Site site;
    private final ServiceDatabase database;
    private final HttpClient http = HttpClient.newHttpClient();
    private boolean deleted;

    ConnectorDeleted(Site site, String service) {
        this.site = site;
        this.database = new ServiceDatabase(service);
    }

    @Override
    public void inject() throws Exception {
        // Connect refuses while its workers agree on who does what.
        Await.until("the connector is deleted", Site.READY_WITHIN, () -> {
            deleted = ask("DELETE") == DELETED;
            return deleted;
        });
    }

    @Override
    public Optional<String> evidence() {
        return deleted ? Optional.of("Kafka Connect has deleted " + database.connector()) : Optional.empty();
    }

    @Override
    public void heal() {}

    @Override
    public void awaitReady() throws Exception {
        Await.until(database.connector() + " is there again", Site.READY_WITHIN, () -> ask("GET") == FOUND);
        site.awaitRelays();
    }

    private int ask(String method) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(site.url("connect").resolve("/connectors/" + database.connector()))
                .timeout(TIMEOUT)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
