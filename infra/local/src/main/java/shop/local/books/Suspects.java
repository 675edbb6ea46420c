package shop.local.books;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Orders with which something was found, and what; looked at again until it is right. Bounded: more are only counted. */
final class Suspects {

    private static final int REMEMBERED = 500;

    private final Map<UUID, List<Finding>> findings = new LinkedHashMap<>();
    private long forgotten;

    /** Notes what was found with an order now; nothing clears it. */
    void note(UUID orderId, List<Finding> found) {
        if (found.isEmpty()) {
            findings.remove(orderId);
        } else if (findings.containsKey(orderId) || findings.size() < REMEMBERED) {
            findings.put(orderId, found);
        } else {
            forgotten++;
        }
    }

    /** The ids of those remembered. */
    List<UUID> orders() {
        return List.copyOf(findings.keySet());
    }

    List<Finding> of(Check check) {
        return findings.values().stream()
                .flatMap(List::stream)
                .filter(finding -> finding.check() == check)
                .toList();
    }

    /** How often more was found than is remembered. */
    long forgotten() {
        return forgotten;
    }
}
