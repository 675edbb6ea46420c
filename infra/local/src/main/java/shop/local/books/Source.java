package shop.local.books;

import com.fasterxml.jackson.databind.JsonNode;
import shop.local.environment.ServiceAway;

/** Asks a service's audit; {@link shop.local.environment.Services#get} is one. */
@FunctionalInterface
public interface Source {

    /**
     * The answer to {@code GET path}.
     *
     * @throws ServiceAway if there is none
     */
    JsonNode get(String service, String path) throws ServiceAway;
}
