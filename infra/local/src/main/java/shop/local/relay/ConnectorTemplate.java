package shop.local.relay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import shop.local.server.ConnectServer;
import shop.local.server.ServiceDatabase;

/** The one template from which every service's connector is made. */
final class ConnectorTemplate {

    private final Map<String, String> template;
    private final String host;
    private final int port;

    ConnectorTemplate(Path file, String host, int port) throws IOException {
        this.template = new ObjectMapper().readValue(file.toFile(), new TypeReference<Map<String, String>>() {});
        this.host = host;
        this.port = port;
    }

    /** The configuration of a service's connector, as Connect will show it; its password is a reference. */
    Map<String, String> filledFor(ServiceDatabase database) {
        Map<String, String> values = Map.of(
                "${service}", database.service(),
                "${database}", database.database(),
                "${host}", host,
                "${port}", String.valueOf(port),
                "${user}", database.relay(),
                "${password}", ConnectServer.passwordReference(database),
                "${slot}", database.slot());
        Map<String, String> filled = new TreeMap<>();
        template.forEach((setting, value) -> filled.put(setting, values.getOrDefault(value, value)));
        filled.put("name", database.connector());
        return filled;
    }
}
