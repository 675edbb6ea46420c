package shop.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The published language of {@code infra/contracts}, for tests: is this body what was promised, what was ever sent, and
 * who says it to whom. Messages go by their full type, such as {@code shop.payment.AuthorizePayment.v1}; services by
 * their application's name, with {@code anyone} for subscribers that are not ours.
 *
 * <p>It checks bodies, not envelopes. A type it does not know is an {@link AssertionError}: everything on the wire has a
 * contract.
 */
public final class Contracts {

    /** What every schema's {@code $id} starts with; a name, nothing is fetched from it. */
    private static final String BASE = "https://contracts.shop.example/";

    private static final Map<String, String> FILES = ContractFiles.read();
    private static final JsonNode ASYNCAPI = asyncApi();
    private static final Map<String, Conversation> CONVERSATIONS = conversations();
    private static final JsonSchemaFactory SCHEMAS = schemaFactory();
    private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();

    private Contracts() {}

    private record Conversation(String topic, Set<String> senders, Set<String> readers) {}

    /**
     * Checks a body against the schema of its type.
     *
     * @throws AssertionError with every violation, if there is one
     */
    public static void validate(String ceType, String json) {
        conversation(ceType);
        JsonSchema schema = COMPILED.computeIfAbsent(ceType, Contracts::compile);
        Set<ValidationMessage> violations = schema.validate(json, InputFormat.JSON);
        if (!violations.isEmpty()) {
            throw new AssertionError("%s breaks its contract:%n  %s%nin %s"
                    .formatted(
                            ceType,
                            violations.stream()
                                    .map(ValidationMessage::getMessage)
                                    .collect(Collectors.joining("\n  ")),
                            json));
        }
    }

    /** The stored bodies of a type: everything a reader must go on understanding. At least one. */
    public static List<String> examples(String ceType) {
        conversation(ceType);
        String folder = "examples/" + ceType + "/";
        List<String> examples = FILES.entrySet().stream()
                .filter(file -> file.getKey().startsWith(folder))
                .map(Map.Entry::getValue)
                .toList();
        if (examples.isEmpty()) {
            throw new AssertionError("No example of " + ceType);
        }
        return examples;
    }

    /** Every message type, in alphabetical order. */
    public static Set<String> types() {
        return CONVERSATIONS.keySet();
    }

    /** The types a service sends. */
    public static Set<String> sentBy(String service) {
        return typesWhere(conversation -> conversation.senders().contains(service));
    }

    /** The types a service reads. */
    public static Set<String> readBy(String service) {
        return typesWhere(conversation -> conversation.readers().contains(service));
    }

    /**
     * The one service that sends a type.
     *
     * @throws AssertionError if none does, or several
     */
    public static String owner(String ceType) {
        Set<String> senders = conversation(ceType).senders();
        if (senders.size() != 1) {
            throw new AssertionError("%s must have one owner, and is sent by %s".formatted(ceType, senders));
        }
        return senders.iterator().next();
    }

    /** Who reads a type. */
    public static Set<String> readers(String ceType) {
        return conversation(ceType).readers();
    }

    /** The topic a type travels on. */
    public static String topic(String ceType) {
        return conversation(ceType).topic();
    }

    /** Every topic of the published language, in alphabetical order. */
    public static Set<String> topics() {
        return StreamSupport.stream(ASYNCAPI.path("channels").spliterator(), false)
                .map(channel -> channel.path("address").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every type a schema file is named after, whether or not the AsyncAPI document knows it. */
    static Set<String> schemaTypes() {
        return FILES.keySet().stream()
                .filter(name -> name.startsWith("schemas/"))
                .map(name -> name.substring("schemas/".length(), name.length() - ".json".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every type there is an example of. */
    static Set<String> exampleTypes() {
        return FILES.keySet().stream()
                .filter(name -> name.startsWith("examples/"))
                .map(name -> name.split("/")[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The AsyncAPI document as a tree. */
    static JsonNode asyncApi() {
        try {
            return new YAMLMapper().readTree(FILES.get("asyncapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Conversation conversation(String ceType) {
        Conversation conversation = CONVERSATIONS.get(ceType);
        if (conversation == null) {
            throw new AssertionError("No contract names " + ceType);
        }
        return conversation;
    }

    private static Set<String> typesWhere(Predicate<Conversation> condition) {
        return CONVERSATIONS.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonSchema compile(String ceType) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return SCHEMAS.getSchema(SchemaLocation.of(BASE + "schemas/" + ceType + ".json"), config);
    }

    private static JsonSchemaFactory schemaFactory() {
        Map<String, String> byId = FILES.entrySet().stream()
                .filter(file -> file.getKey().equals("definitions.json")
                        || file.getKey().startsWith("schemas/"))
                .collect(Collectors.toMap(file -> BASE + file.getKey(), Map.Entry::getValue));
        return JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, factory -> factory.schemaLoaders(loaders -> loaders.schemas(byId)));
    }

    /** Channels say which messages a topic carries, operations say which service sends and receives there. */
    private static Map<String, Conversation> conversations() {
        Map<String, Conversation> conversations = new TreeMap<>();
        ASYNCAPI.path("channels").properties().forEach(channel -> {
            Set<String> senders = services(channel.getKey(), "send");
            Set<String> readers = services(channel.getKey(), "receive");
            String topic = channel.getValue().path("address").asText();
            for (JsonNode reference : channel.getValue().path("messages")) {
                String type = resolve(reference).path("name").asText();
                Conversation earlier = conversations.put(type, new Conversation(topic, senders, readers));
                if (earlier != null) {
                    throw new AssertionError("%s is on two topics: %s, %s".formatted(type, earlier.topic(), topic));
                }
            }
        });
        return conversations;
    }

    private static Set<String> services(String channel, String action) {
        return StreamSupport.stream(ASYNCAPI.path("operations").spliterator(), false)
                .filter(operation -> operation.path("action").asText().equals(action))
                .filter(operation -> operation.at("/channel/$ref").asText().equals("#/channels/" + channel))
                .map(operation -> operation.path("x-service").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Follows a {@code $ref} inside the document; a missing target is a missing node. */
    static JsonNode resolve(JsonNode reference) {
        return ASYNCAPI.at(reference.path("$ref").asText().substring(1));
    }
}
