package shop.local.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.local.server.ServiceDatabase;

/**
 * What is seen of one relay, and what follows from it. Pure: the same sight leads to the same conclusion.
 *
 * <p>Connect's own word is not enough. A task that can never succeed, for want of a privilege or of a slot, says RUNNING
 * for ever; so what PostgreSQL says of the slot decides.
 *
 * @param database whose relay
 * @param slot what PostgreSQL says
 * @param wanted the configuration the connector should have
 * @param config the one it has, if it is registered
 * @param status what Connect says of it, if it says anything
 * @param idleFor for how long it has neither streamed nor worked
 */
record RelayDiagnosis(
        ServiceDatabase database,
        OutboxSlot.State slot,
        Map<String, String> wanted,
        Optional<Map<String, String>> config,
        Optional<Connectors.Status> status,
        Duration idleFor) {

    /** Debezium tries again by itself each second; this is for when it has given up without saying so. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    List<Repair> repairs() {
        if (!slot.published() || status.map(Connectors.Status::held).orElse(false)) {
            return List.of();
        }
        if (slot.lost()) {
            return List.of(new Repair.DropSlot(database, "PostgreSQL has given up the slot " + database.slot()));
        }
        if (config.isEmpty()) {
            return List.of(new Repair.Register(database, database.connector() + " is not registered"));
        }
        if (!config.get().equals(wanted)) {
            return List.of(new Repair.Register(database, database.connector() + " has another configuration"));
        }
        if (status.map(Connectors.Status::failed).orElse(false)) {
            return List.of(new Repair.Restart(
                    database, database.connector() + " failed: " + status.get().trace()));
        }
        if (!slot.active() && !slot.busy() && idleFor.compareTo(PATIENCE) > 0) {
            return List.of(new Repair.Restart(
                    database, "%s does nothing since %d s".formatted(database.connector(), idleFor.toSeconds())));
        }
        return List.of();
    }

    RelayHealth health(Duration behind) {
        return new RelayHealth(database.service(), state(), slot.lagBytes(), behind, detail());
    }

    private RelayHealth.State state() {
        if (!slot.published()) {
            return RelayHealth.State.WAITING;
        }
        if (!repairs().isEmpty() && config.isPresent()) {
            return RelayHealth.State.BROKEN;
        }
        boolean running = status.map(Connectors.Status::running).orElse(false);
        return running && slot.active() ? RelayHealth.State.FOLLOWING : RelayHealth.State.STARTING;
    }

    private String detail() {
        if (!slot.published()) {
            return "waits for the service to make its outbox";
        }
        if (!repairs().isEmpty()) {
            return repairs().getFirst().why();
        }
        if (status.map(Connectors.Status::held).orElse(false)) {
            return database.connector() + " was stopped on purpose";
        }
        if (slot.active()) {
            return "follows";
        }
        return slot.busy() ? "sends what the outbox holds" : "starts";
    }
}
