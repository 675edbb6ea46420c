package shop.local.relay;

import java.util.Set;
import shop.local.server.ServiceDatabase;

/** Something to be done so that every outbox row reaches Kafka. Done twice, each does no harm. */
public sealed interface Repair {

    /** Why, in one line for people. */
    String why();

    /** Registers a service's connector, or gives it the template's present configuration. */
    record Register(ServiceDatabase database, String why) implements Repair {}

    /** Starts a service's connector and its task again. */
    record Restart(ServiceDatabase database, String why) implements Repair {}

    /** Drops a service's slot: the connector makes a new one and sends all rows again that the outbox still holds. */
    record DropSlot(ServiceDatabase database, String why) implements Repair {}

    /**
     * Kafka came back empty: makes its topics with Connect stopped, drops all slots, starts Connect; every outbox is sent
     * again.
     */
    record Refill(Set<String> lost) implements Repair {
        @Override
        public String why() {
            return "Kafka lost " + String.join(", ", lost);
        }
    }
}
