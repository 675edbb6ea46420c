package shop.local.server;

/**
 * The names that follow from a service's name: its database, the three roles that may enter it, its replication slot and
 * its connector. One database a service; nobody else's role may connect to it.
 *
 * @param service for example {@code payment-service}
 */
public record ServiceDatabase(String service) {

    public ServiceDatabase {
        if (!service.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("not a service's name: " + service);
        }
    }

    /** The database: {@code payment_service}. */
    public String database() {
        return service.replace('-', '_');
    }

    /** The role that migrates. */
    public String owner() {
        return database() + "_owner";
    }

    /** The role the service runs as. */
    public String app() {
        return database() + "_app";
    }

    /** The role the relay reads the outbox as. */
    public String relay() {
        return "relay_" + database();
    }

    /** The relay's replication slot. */
    public String slot() {
        return relay();
    }

    /** The relay's connector: {@code relay-payment-service}. */
    public String connector() {
        return "relay-" + service;
    }

    /** Where the service finds its database on this machine. */
    public String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database());
    }
}
