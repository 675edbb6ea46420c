package shop.local.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shop.local.books.Traces.Item;
import shop.local.books.Traces.Money;
import shop.local.books.Traces.Order;
import shop.local.books.Traces.Payment;
import shop.local.books.Traces.Reservation;
import shop.local.books.Traces.Shipment;
import shop.local.environment.Json;
import shop.local.environment.ServiceAway;

/**
 * Four services in memory whose audits are right, unless a test changes a row behind their backs. Random orders are in
 * every state that the saga leads through.
 */
final class SmallShop implements Source {

    private static final long DEPOSITS = 1_000_000_000;

    final SortedMap<UUID, Order> orders = new TreeMap<>(Slice::compare);
    final SortedMap<UUID, Payment> payments = new TreeMap<>(Slice::compare);
    final SortedMap<UUID, Reservation> reservations = new TreeMap<>(Slice::compare);
    final SortedMap<UUID, Shipment> shipments = new TreeMap<>(Slice::compare);
    final Set<String> away = new HashSet<>();
    final List<Sums.AccountDifference> accountDifferences = new ArrayList<>();
    final List<Sums.StockDifference> stockDifferences = new ArrayList<>();
    private final List<UUID> ended = new ArrayList<>();
    long moneyFromNowhere;
    long piecesLost;
    int asked;

    private final Random random;

    SmallShop(Random random) {
        this.random = random;
    }

    /** Places orders and lets each saga come as far as chance will have it. */
    SmallShop with(int count) {
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(7)) {
                case 0, 1 -> confirmed();
                case 2 -> refused("REJECTED");
                case 3 -> refused("CANCELLED");
                case 4 -> confirmedButNotSettled();
                case 5 -> running();
                default -> turningBack();
            }
        }
        return this;
    }

    UUID confirmed() {
        Order order = order("CONFIRMED", "COMPLETED", longAgo());
        payment(order, "CAPTURED");
        reservation(order, "COMMITTED");
        shipment(order, "ARRANGED");
        return order.orderId();
    }

    UUID refused(String status) {
        Order order = order(status, "COMPENSATED", longAgo());
        some(() -> payment(order, random.nextBoolean() ? "VOIDED" : "DECLINED"));
        some(() -> reservation(order, random.nextBoolean() ? "RELEASED" : "REJECTED"));
        some(() -> shipment(order, random.nextBoolean() ? "CANCELLED" : "REJECTED"));
        return order.orderId();
    }

    /** Ended a moment ago, and its payment is not what it must be. */
    UUID justEnded() {
        Order order = order("CONFIRMED", "COMPLETED", Instant.now());
        payment(order, "AUTHORIZED");
        reservation(order, "COMMITTED");
        shipment(order, "ARRANGED");
        return order.orderId();
    }

    private void confirmedButNotSettled() {
        Order order = order("CONFIRMED", "RUNNING", null);
        payment(order, random.nextBoolean() ? "AUTHORIZED" : "CAPTURED");
        reservation(order, random.nextBoolean() ? "RESERVED" : "COMMITTED");
        shipment(order, "ARRANGED");
    }

    private void running() {
        Order order = order("PENDING", "RUNNING", null);
        some(() -> payment(order, "AUTHORIZED"));
        some(() -> reservation(order, "RESERVED"));
    }

    private void turningBack() {
        Order order = order("PENDING", "COMPENSATING", null);
        some(() -> payment(order, random.nextBoolean() ? "AUTHORIZED" : "VOIDED"));
        some(() -> reservation(order, random.nextBoolean() ? "RESERVED" : "RELEASED"));
        some(() -> shipment(order, random.nextBoolean() ? "ARRANGED" : "CANCELLED"));
    }

    private void some(Runnable effect) {
        if (random.nextInt(4) > 0) {
            effect.run();
        }
    }

    private Order order(String status, String state, Instant endedAt) {
        List<Item> items = Stream.of("SKU-1", "SKU-2", "SKU-3")
                .skip(random.nextInt(3))
                .map(sku -> new Item(sku, 1 + random.nextInt(5)))
                .toList();
        UUID id = new UUID(random.nextLong(), random.nextLong());
        String currency = random.nextInt(4) == 0 ? "CHF" : "EUR";
        Order order = new Order(
                id,
                "customer-" + random.nextInt(10),
                status,
                status.equals("CONFIRMED") ? "TRACK-" + id : null,
                new Money(1 + random.nextInt(100_000), currency),
                items,
                state,
                endedAt);
        orders.put(id, order);
        if (endedAt != null) {
            ended.add(id);
        }
        return order;
    }

    private void payment(Order order, String state) {
        long moved = state.equals("CAPTURED") ? order.total().amount() : 0;
        payments.put(
                order.orderId(), new Payment(order.orderId(), state, order.customerId(), order.total(), moved, moved));
    }

    private void reservation(Order order, String state) {
        reservations.put(
                order.orderId(),
                new Reservation(order.orderId(), state, order.items().reversed()));
    }

    private void shipment(Order order, String state) {
        shipments.put(
                order.orderId(),
                new Shipment(order.orderId(), state, state.equals("REJECTED") ? null : "TRACK-" + order.orderId()));
    }

    private static Instant longAgo() {
        return Instant.now().minus(Duration.ofMinutes(1));
    }

    @Override
    public JsonNode get(String service, String path) throws ServiceAway {
        asked++;
        if (away.contains(service)) {
            throw new ServiceAway(service, "it is off in this test");
        }
        return Json.MAPPER.valueToTree(
                switch (service) {
                    case AuditReader.ORDERS ->
                        path.contains("endedAfter=")
                                ? endedAfter(path.replaceAll(".*endedAfter=", ""))
                                : path.equals("/audit") ? orderSums() : page(orders, path);
                    case AuditReader.PAYMENTS -> path.equals("/audit") ? paymentSums() : page(payments, path);
                    case AuditReader.INVENTORY -> path.equals("/audit") ? stockSums() : page(reservations, path);
                    case AuditReader.SHIPPING -> path.equals("/audit") ? shipmentSums() : page(shipments, path);
                    default -> throw new AssertionError("no service is called " + service);
                });
    }

    private static <T> Object page(SortedMap<UUID, T> rows, String path) {
        String query = path.substring(path.indexOf('?') + 1);
        if (query.startsWith("ids=")) {
            List<T> chosen = Stream.of(query.substring(4).split(","))
                    .map(UUID::fromString)
                    .filter(rows::containsKey)
                    .map(rows::get)
                    .toList();
            return Map.of("at", Instant.now(), "items", chosen);
        }
        int limit = Integer.parseInt(query.replaceAll("limit=(\\d+).*", "$1"));
        UUID after = UUID.fromString(query.replaceAll(".*after=", ""));
        SortedMap<UUID, T> rest = new TreeMap<>(rows.tailMap(after));
        rest.remove(after);
        List<UUID> ids = rest.keySet().stream().limit(limit).toList();
        List<T> items = ids.stream().map(rest::get).toList();
        return rest.size() <= limit
                ? Map.of("at", Instant.now(), "items", items)
                : Map.of("at", Instant.now(), "items", items, "next", ids.getLast());
    }

    private Object endedAfter(String cursor) {
        int from = cursor.equals("now") ? ended.size() : Integer.parseInt(cursor);
        int to = Math.min(ended.size(), from + 1000);
        List<Order> found = ended.subList(from, to).stream()
                .filter(orders::containsKey)
                .map(orders::get)
                .toList();
        return Map.of("at", Instant.now(), "items", found, "next", String.valueOf(to));
    }

    private Sums.Orders orderSums() {
        List<Sums.Confirmed> confirmed = Stream.of("CHF", "EUR")
                .map(currency -> orders.values().stream()
                        .filter(order -> order.status().equals("CONFIRMED"))
                        .filter(order -> order.total().currency().equals(currency))
                        .map(order ->
                                new Sums.Confirmed(currency, 1, order.total().amount()))
                        .reduce(
                                new Sums.Confirmed(currency, 0, 0),
                                (a, b) -> new Sums.Confirmed(currency, a.count() + b.count(), a.amount() + b.amount())))
                .toList();
        return new Sums.Orders(
                counts(orders.values().stream().map(Order::status)),
                counts(orders.values().stream().map(Order::state).filter(java.util.Objects::nonNull)),
                confirmed,
                0,
                0);
    }

    private Sums.Payments paymentSums() {
        List<Sums.Balance> balances = new ArrayList<>();
        for (String currency : List.of("CHF", "EUR")) {
            List<Payment> own = payments.values().stream()
                    .filter(payment -> payment.amount().currency().equals(currency))
                    .toList();
            long paid = own.stream().mapToLong(Payment::paid).sum();
            long received = own.stream().mapToLong(Payment::received).sum();
            long held = own.stream()
                    .filter(payment -> payment.state().equals("AUTHORIZED"))
                    .mapToLong(payment -> payment.amount().amount())
                    .sum();
            long customers = DEPOSITS - paid + (currency.equals("EUR") ? moneyFromNowhere : 0);
            balances.add(new Sums.Balance(currency, customers, held, received, -DEPOSITS));
        }
        List<Sums.PaymentSum> sums = payments.values().stream()
                .map(payment -> new Sums.PaymentSum(
                        payment.state(),
                        payment.amount().currency(),
                        1,
                        payment.amount().amount()))
                .toList();
        return new Sums.Payments(balances, accountDifferences, sums);
    }

    private Sums.Inventory stockSums() {
        long committed = pieces("COMMITTED");
        return new Sums.Inventory(
                new Sums.Stock(3, DEPOSITS, DEPOSITS - committed - piecesLost, pieces("RESERVED"), committed),
                stockDifferences,
                counts(reservations.values().stream().map(Reservation::state)));
    }

    private Sums.Shipping shipmentSums() {
        return new Sums.Shipping(counts(shipments.values().stream().map(Shipment::state)));
    }

    private long pieces(String state) {
        return reservations.values().stream()
                .filter(reservation -> reservation.state().equals(state))
                .flatMap(reservation -> reservation.items().stream())
                .mapToLong(Item::quantity)
                .sum();
    }

    private static List<Sums.Count> counts(Stream<String> states) {
        return states.collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).entrySet().stream()
                .map(each -> new Sums.Count(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(Sums.Count::state))
                .toList();
    }
}
