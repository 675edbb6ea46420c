package shop.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shop.local.control.Purchase;

/** Places orders over REST. */
@Command(name = "order", description = "Place an order, or many, over order-service's REST API.")
final class OrderCommand implements Callable<Integer> {

    private static final int AT_A_TIME = 16;
    private static final int TRIES = 5;
    private static final int MAX_COUNT = 100_000;
    private static final long PAUSE_MILLIS = 300;
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);

    @Mixin
    private final HomeOption home = new HomeOption();

    @Option(names = "--sku", defaultValue = "SKU-1001", description = "What (default: ${DEFAULT-VALUE}).")
    private String sku = "";

    @Option(names = "--quantity", defaultValue = "1", description = "How many of it (default: ${DEFAULT-VALUE}).")
    private int quantity;

    @Option(names = "--customer", defaultValue = "customer-1", description = "For whom (default: ${DEFAULT-VALUE}).")
    private String customer = "";

    @Option(
            names = "--country",
            defaultValue = "DE",
            description = "Where to, a two-letter code (default: ${DEFAULT-VALUE}; AQ is not served).")
    private String country = "";

    @Option(names = "--count", defaultValue = "1", description = "How many orders (default: ${DEFAULT-VALUE}).")
    private int count;

    @Override
    public Integer call() throws Exception {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("--count must be 1 to " + MAX_COUNT);
        }
        OrderService orders = new OrderService(home.environment().port("order-service"));
        return count == 1 ? one(orders) : many(orders);
    }

    private int one(OrderService orders) throws InterruptedException {
        OrderService.Answer answer = place(orders);
        if (answer.status() != 201 && answer.status() != 200) {
            throw new Failure("the order was refused (%d): %s".formatted(answer.status(), answer.problem()));
        }
        JsonNode total = answer.body().path("total");
        String orderId = answer.body().path("orderId").asText();
        Console.out()
                .printf(
                        Locale.ROOT,
                        "%s %s %.2f %s%n",
                        orderId,
                        answer.body().path("status").asText(),
                        total.path("amount").asLong() / 100.0,
                        total.path("currency").asText());
        Console.hint("see it move: infra/saga watch " + orderId);
        return 0;
    }

    private int many(OrderService orders) throws InterruptedException {
        Instant began = Instant.now();
        List<String> refusals = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Future<OrderService.Answer>> placed = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                placed.add(threads.submit(() -> place(orders)));
            }
            collect(placed, refusals);
        }
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        int accepted = count - refusals.size();
        Console.out()
                .printf(
                        Locale.ROOT,
                        "%d accepted, %d refused in %.1f s (%.0f a second)%n",
                        accepted,
                        refusals.size(),
                        seconds,
                        count / Math.max(seconds, 0.001));
        refusals.stream().distinct().limit(5).forEach(Console::error);
        return refusals.isEmpty() ? 0 : 1;
    }

    private static void collect(List<Future<OrderService.Answer>> placed, List<String> refusals)
            throws InterruptedException {
        Instant nextProgress = Instant.now().plus(PROGRESS_EVERY);
        int done = 0;
        for (Future<OrderService.Answer> each : placed) {
            try {
                OrderService.Answer answer = each.get();
                if (answer.status() >= 300) {
                    refusals.add(answer.status() + " " + answer.problem());
                }
            } catch (ExecutionException e) {
                refusals.add(String.valueOf(e.getCause().getMessage()));
            }
            done++;
            if (Instant.now().isAfter(nextProgress)) {
                Console.progress("%d of %d".formatted(done, placed.size()));
                nextProgress = Instant.now().plus(PROGRESS_EVERY);
            }
        }
    }

    /** Tries again, with the same key, while the service is away or asks for patience: it is one order all the same. */
    private OrderService.Answer place(OrderService orders) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        JsonNode purchase = new Purchase(customer, sku, quantity, country).json();
        for (int attempt = 1; ; attempt++) {
            try {
                OrderService.Answer answer = orders.place(purchase, key);
                boolean maybeLater = answer.status() == 429 || answer.status() >= 500;
                if (!maybeLater || attempt == TRIES) {
                    return answer;
                }
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw new Failure(
                            "order-service does not answer (%s); see infra/saga status".formatted(e.getMessage()));
                }
            }
            Pause.millis(PAUSE_MILLIS * attempt);
        }
    }
}
