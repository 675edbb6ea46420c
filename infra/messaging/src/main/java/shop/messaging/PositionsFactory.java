package shop.messaging;

import io.quarkus.arc.Unremovable;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The commit strategy {@code positions}, and all consumers of this process that use it. */
@ApplicationScoped
@Unremovable
@Identifier("positions")
class PositionsFactory implements KafkaCommitHandler.Factory {

    private final List<Positions> all = new CopyOnWriteArrayList<>();

    @Override
    public KafkaCommitHandler create(
            KafkaConnectorIncomingConfiguration settings,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> reportFailure) {
        Positions positions = new Positions(consumer, vertx);
        all.add(positions);
        return positions;
    }

    List<Positions> all() {
        return List.copyOf(all);
    }
}
