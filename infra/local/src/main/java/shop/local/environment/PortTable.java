package shop.local.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import shop.local.server.Ports;

/**
 * Which port each process has: the one source of truth. A replica's port is its service's plus 100 for each before it, so
 * {@code order-service-2} is at 8180.
 *
 * @param byName the port of each name in {@link #DEFAULTS}
 */
public record PortTable(Map<String, Integer> byName) {

    /** The names and their ports when nothing else is said, in the order in which people see them. */
    public static final PortTable DEFAULTS = new PortTable(defaults());

    private static final Pattern REPLICA = Pattern.compile("(.+-service)-([2-9])");
    private static final int REPLICA_STRIDE = 100;
    private static final int MAX_PORT = 65535;

    public PortTable {
        byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /**
     * The port of a process, a replica's too.
     *
     * @throws IllegalArgumentException for a name that nobody has
     */
    public int of(String name) {
        Matcher replica = REPLICA.matcher(name);
        if (replica.matches()) {
            return of(replica.group(1)) + REPLICA_STRIDE * (Integer.parseInt(replica.group(2)) - 1);
        }
        Integer port = byName.get(name);
        if (port == null) {
            throw new IllegalArgumentException("no port has the name " + name + "; names: " + byName.keySet());
        }
        return port;
    }

    /**
     * The same table with some ports changed.
     *
     * @throws IllegalArgumentException for an unknown name or a number that is not a port
     */
    public PortTable with(Map<String, Integer> changed) {
        Map<String, Integer> ports = new LinkedHashMap<>(byName);
        changed.forEach((name, port) -> {
            if (!ports.containsKey(name)) {
                throw new IllegalArgumentException("no port has the name " + name + "; names: " + ports.keySet());
            }
            if (port < 1 || port > MAX_PORT) {
                throw new IllegalArgumentException("the port of " + name + " is not between 1 and 65535: " + port);
            }
            ports.put(name, port);
        });
        return new PortTable(ports);
    }

    /** The defaults, every one moved by {@code offset}: a second environment beside the first. */
    public static PortTable movedBy(int offset) {
        Map<String, Integer> moved = new LinkedHashMap<>();
        DEFAULTS.byName.forEach((name, port) -> moved.put(name, port + offset));
        return DEFAULTS.with(moved);
    }

    /**
     * The first of some offsets at which all ports are free now, those of second replicas too. Another process may take one
     * before we do: for tests.
     *
     * @throws IllegalStateException if there is none
     */
    public static int freeOffset(List<Integer> offsets) {
        return offsets.stream()
                .filter(offset -> movedBy(offset).byName().values().stream()
                        .flatMap(port -> Stream.of(port, port + REPLICA_STRIDE))
                        .noneMatch(Ports::isTaken))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports at any offset of " + offsets));
    }

    private static Map<String, Integer> defaults() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("order-service", 8080);
        ports.put("payment-service", 8081);
        ports.put("inventory-service", 8082);
        ports.put("shipping-service", 8084);
        ports.put("connect", 8083);
        ports.put("supervisor", 8085);
        ports.put("postgres", 15432);
        ports.put("kafka", 19092);
        ports.put("kafka-controller", 19093);
        return ports;
    }
}
