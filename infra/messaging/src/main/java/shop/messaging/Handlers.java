package shop.messaging;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service's handlers by topic. A topic with two handlers stops the start: no message may have two meanings. */
@Startup
@Singleton
class Handlers {

    private final Map<String, MessageHandler> byTopic;

    Handlers(@All List<MessageHandler> handlers) {
        this.byTopic = byTopic(handlers);
    }

    static Map<String, MessageHandler> byTopic(List<MessageHandler> handlers) {
        Map<String, MessageHandler> byTopic = new HashMap<>();
        for (MessageHandler handler : handlers) {
            for (String topic : handler.topics()) {
                MessageHandler other = byTopic.putIfAbsent(topic, handler);
                if (other != null) {
                    throw new IllegalStateException("two handlers for topic %s: %s and %s"
                            .formatted(
                                    topic,
                                    other.getClass().getName(),
                                    handler.getClass().getName()));
                }
            }
        }
        return Map.copyOf(byTopic);
    }

    /** Finds the handler of a topic. */
    MessageHandler of(String topic) {
        MessageHandler handler = byTopic.get(topic);
        if (handler == null) {
            throw new IllegalStateException("no handler for topic %s, only for %s".formatted(topic, byTopic.keySet()));
        }
        return handler;
    }
}
