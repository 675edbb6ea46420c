package shop.local.environment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads from the services over REST as an operator does: from the first replica that answers. */
public final class Services {

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(1);

    private final Map<String, List<URI>> addresses;
    private final String operatorToken;
    private final Duration timeout;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();

    /**
     * @param addresses of each service's replicas
     * @param timeout how long one replica may take
     */
    public Services(Map<String, List<URI>> addresses, String operatorToken, Duration timeout) {
        this.addresses = Map.copyOf(addresses);
        this.operatorToken = operatorToken;
        this.timeout = timeout;
    }

    /**
     * What a service has at that path.
     *
     * @throws ServiceAway if none of its replicas answers with 200 in time
     */
    public JsonNode get(String service, String path) throws ServiceAway {
        String why = "it is not part of this environment";
        for (URI address : addresses.getOrDefault(service, List.of())) {
            try {
                HttpResponse<byte[]> response = http.send(request(address.resolve(path)), BodyHandlers.ofByteArray());
                if (response.statusCode() == 200) {
                    return Json.MAPPER.readTree(response.body());
                }
                why = "status " + response.statusCode() + " for " + path;
            } catch (IOException e) {
                why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceAway(service, "interrupted while asking");
            }
        }
        throw new ServiceAway(service, why);
    }

    private HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Authorization", "Bearer " + operatorToken)
                .header("Accept", "application/json")
                .build();
    }
}
