package shop.local.server;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics that must be there, Kafka Connect's own among them, from the deployment's one list. The broker makes none by
 * itself.
 */
public final class Topics {

    private static final int TIMEOUT_SECONDS = 15;
    private static final short REPLICATION_FACTOR = 1;

    private record Topic(String name, int partitions, Map<String, String> config) {}

    private final List<Topic> topics;
    private final String bootstrapServers;

    /** The topics that {@code list} (a JSON array of name, partitions and config) wants at that broker. */
    public Topics(Path list, String bootstrapServers) throws IOException {
        this.topics = new ObjectMapper().readValue(list.toFile(), new TypeReference<List<Topic>>() {});
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * The names of those that are not there.
     *
     * @throws IOException if the broker does not say within 15 seconds
     */
    public Set<String> missing() throws IOException {
        try (Admin admin = admin()) {
            Set<String> missing = new TreeSet<>();
            Set<String> present = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            topics.stream()
                    .map(Topic::name)
                    .filter(name -> !present.contains(name))
                    .forEach(missing::add);
            return missing;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new IOException("Kafka does not list its topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka lists its topics", e);
        }
    }

    /**
     * The ids of those that are there. A topic that was deleted and made again has another id.
     *
     * @throws IOException if the broker does not say within 15 seconds
     */
    public Map<String, String> ids() throws IOException {
        Set<String> missing = missing();
        List<String> present = topics.stream()
                .map(Topic::name)
                .filter(name -> !missing.contains(name))
                .toList();
        try (Admin admin = admin()) {
            Map<String, String> ids = new TreeMap<>();
            admin.describeTopics(present)
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .forEach((name, description) ->
                            ids.put(name, description.topicId().toString()));
            return ids;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new IOException("Kafka does not describe its topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka describes its topics", e);
        }
    }

    /**
     * Makes those that are missing; leaves the others as they are.
     *
     * @return the names of those it made
     * @throws IOException if the broker does not make them within 15 seconds each
     */
    public Set<String> create() throws IOException {
        Set<String> missing = missing();
        Set<String> created = new TreeSet<>();
        if (missing.isEmpty()) {
            return created;
        }
        try (Admin admin = admin()) {
            List<NewTopic> wanted = new ArrayList<>();
            for (Topic topic : topics) {
                if (missing.contains(topic.name())) {
                    wanted.add(
                            new NewTopic(topic.name(), topic.partitions(), REPLICATION_FACTOR).configs(topic.config()));
                }
            }
            for (var result : admin.createTopics(wanted).values().entrySet()) {
                try {
                    result.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    created.add(result.getKey());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IOException("the topic " + result.getKey() + " cannot be made", e);
                    }
                }
            }
            return created;
        } catch (TimeoutException | KafkaException e) {
            throw new IOException("Kafka does not make the topics " + missing, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka makes its topics", e);
        }
    }

    private Admin admin() {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1000);
        return Admin.create(properties);
    }
}
