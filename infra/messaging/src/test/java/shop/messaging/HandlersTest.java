package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandlersTest {

    private record Silent(Set<String> topics) implements MessageHandler {

        @Override
        public List<OutgoingMessage> handle(List<IncomingMessage> messages) {
            return List.of();
        }

        @Override
        public List<OutgoingMessage> onParked(IncomingMessage message, String error) {
            return List.of();
        }
    }

    @Test
    void oneHandlerForSeveralTopics_isFoundByEach() {
        var handler = new Silent(Set.of("a", "b"));

        assertThat(Handlers.byTopic(List.of(handler)))
                .containsOnlyKeys("a", "b")
                .containsValue(handler);
    }

    @Test
    void twoHandlersForATopic_areRefusedByName() {
        assertThatThrownBy(() -> Handlers.byTopic(List.of(new Silent(Set.of("a")), new Silent(Set.of("a", "b")))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two handlers for topic a")
                .hasMessageContaining(Silent.class.getName());
    }
}
