package shop.order;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.messaging.JsonBody;
import shop.messaging.Outbox;
import shop.messaging.OutgoingMessage;
import shop.messaging.Uuid7;
import shop.order.IdempotencyKeys.Claim;
import shop.order.IdempotencyKeys.Key;
import shop.order.OrderEvent.OrderPlaced;
import shop.order.catalog.Product;
import shop.order.catalog.Products;
import shop.order.saga.OrderFacts;
import shop.order.saga.SagaRunner;
import shop.order.saga.participants.Item;
import shop.order.saga.participants.ShippingCommand.Address;

/**
 * Accepts orders: prices them, stores them with their sagas, and owes the first commands, in one transaction and a handful
 * of statements for any number of orders. What is refused is an outcome and leaves the others alone.
 */
@ApplicationScoped
class Placing {

    private final Products products;
    private final IdempotencyKeys keys;
    private final Orders orders;
    private final SagaRunner runner;
    private final Outbox outbox;
    private final Counter accepted;

    Placing(
            Products products,
            IdempotencyKeys keys,
            Orders orders,
            SagaRunner runner,
            Outbox outbox,
            MeterRegistry metrics) {
        this.products = products;
        this.keys = keys;
        this.orders = orders;
        this.runner = runner;
        this.outbox = outbox;
        this.accepted = Counter.builder("orders.accepted")
                .description("Orders answered with 201, without those answered again")
                .register(metrics);
    }

    /** A valid request, with what came along in its headers. */
    record Wish(OrderRequest request, @Nullable String idempotencyKey, String traceparent) {
        @Nullable
        Key key() {
            return idempotencyKey == null ? null : new Key(request.customerId(), idempotencyKey);
        }
    }

    /** What came of a wish. */
    sealed interface Outcome {
        record Placed(OrderView order) implements Outcome {}

        /** The same key and request as before: the order it led to then. */
        record Replayed(OrderView order) implements Outcome {}

        /** The key stood for another request before. */
        record KeyReused() implements Outcome {}

        record UnknownSkus(List<String> skus) implements Outcome {}

        record MixedCurrencies(Set<String> currencies) implements Outcome {}
    }

    /** Either a priced order, or why there is none. */
    private record Priced(
            Wish wish, @Nullable NewOrder order, @Nullable Outcome refusal) {}

    /** Places orders. Returns one outcome a wish, in their order. */
    @Transactional
    List<Outcome> place(List<Wish> wishes) {
        List<Priced> priced = price(wishes);
        Set<UUID> claimed = keys.claim(claims(priced));
        List<Priced> fresh = priced.stream()
                .filter(p -> p.order() != null
                        && (p.wish().key() == null || claimed.contains(p.order().id())))
                .toList();
        if (!fresh.isEmpty()) {
            store(fresh);
        }
        Map<Key, Claim> earlier = keys.find(priced.stream()
                .filter(p -> p.wish().key() != null && !fresh.contains(p))
                .map(p -> p.wish().key())
                .distinct()
                .toList());
        Map<UUID, Order> known = orders
                .byIds(earlier.values().stream().map(Claim::orderId).toList())
                .stream()
                .collect(Collectors.toMap(order -> order.id, Function.identity()));
        return priced.stream().map(p -> outcome(p, earlier, known)).toList();
    }

    private static Outcome outcome(Priced priced, Map<Key, Claim> earlier, Map<UUID, Order> known) {
        Key key = priced.wish().key();
        Claim claim = key == null ? null : earlier.get(key);
        NewOrder order = priced.order();
        if (claim != null && (order == null || !claim.orderId().equals(order.id()))) {
            Order before = known.get(claim.orderId());
            if (before == null) {
                throw new IllegalStateException("key of order " + claim.orderId() + " has no order");
            }
            return claim.requestHash().equals(hash(priced.wish().request()))
                    ? new Outcome.Replayed(OrderView.of(before))
                    : new Outcome.KeyReused();
        }
        Outcome refusal = priced.refusal();
        if (refusal != null) {
            return refusal;
        }
        if (order == null) {
            throw new IllegalStateException(
                    "neither priced nor refused: " + priced.wish().request().customerId());
        }
        return new Outcome.Placed(OrderView.of(order));
    }

    private List<Priced> price(List<Wish> wishes) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Map<String, Product> known = products.find(wishes.stream()
                .flatMap(wish -> wish.request().items().stream())
                .map(OrderRequest.Line::sku)
                .collect(Collectors.toSet()));
        return wishes.stream().map(wish -> price(wish, known, now)).toList();
    }

    private static Priced price(Wish wish, Map<String, Product> known, Instant now) {
        OrderRequest request = wish.request();
        List<String> unknown = request.items().stream()
                .map(OrderRequest.Line::sku)
                .filter(sku -> !known.containsKey(sku))
                .toList();
        if (!unknown.isEmpty()) {
            return new Priced(wish, null, new Outcome.UnknownSkus(unknown));
        }
        Map<String, Long> totals = new HashMap<>();
        List<OrderItem> items = new ArrayList<>();
        for (OrderRequest.Line line : request.items()) {
            Money price = known.get(line.sku()).price();
            items.add(new OrderItem(line.sku(), line.quantity(), price));
            totals.merge(price.currency(), Math.multiplyExact(price.amount(), (long) line.quantity()), Math::addExact);
        }
        if (totals.size() > 1) {
            return new Priced(wish, null, new Outcome.MixedCurrencies(Set.copyOf(totals.keySet())));
        }
        Map.Entry<String, Long> total = totals.entrySet().iterator().next();
        NewOrder order = new NewOrder(
                Uuid7.next(),
                request.customerId(),
                items,
                new Money(total.getValue(), total.getKey()),
                request.shippingAddress(),
                now);
        return new Priced(wish, order, null);
    }

    private static List<Claim> claims(List<Priced> priced) {
        List<Claim> claims = new ArrayList<>();
        for (Priced one : priced) {
            Key key = one.wish().key();
            if (key != null && one.order() != null) {
                claims.add(
                        new Claim(key, hash(one.wish().request()), one.order().id()));
            }
        }
        return claims;
    }

    private void store(List<Priced> fresh) {
        orders.insert(fresh.stream().map(Priced::order).toList());
        List<OutgoingMessage> commands = runner.start(fresh.stream()
                .map(p -> new SagaRunner.Start(facts(p.order()), p.wish().traceparent()))
                .toList());
        Stream<OutgoingMessage> events =
                fresh.stream().map(p -> placed(p.order(), p.wish().traceparent()));
        outbox.append(Stream.concat(events, commands.stream()).toList());
        accepted.increment(fresh.size());
    }

    private static OutgoingMessage placed(NewOrder order, String traceparent) {
        OrderEvent event = new OrderPlaced(order.id(), order.customerId(), order.items(), order.total());
        return new OutgoingMessage(
                OrderEvent.TOPIC,
                order.id().toString(),
                event.type(),
                JsonBody.write(event),
                null,
                traceparent,
                null,
                1);
    }

    private static OrderFacts facts(NewOrder order) {
        ShippingAddress to = order.shippingAddress();
        return new OrderFacts(
                order.id(),
                order.customerId(),
                order.total(),
                order.items().stream()
                        .map(item -> new Item(item.sku(), item.quantity()))
                        .toList(),
                new Address(to.name(), to.street(), to.postalCode(), to.city(), to.country()));
    }

    /** Tells two requests apart without keeping what they say. */
    private static String hash(OrderRequest request) {
        try {
            byte[] json = JsonBody.write(request).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
