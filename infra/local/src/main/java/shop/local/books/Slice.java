package shop.local.books;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the four services have of some orders: the participants' part was read first, the orders last.
 *
 * @param at the earliest of the moments at which they were read
 * @param upTo the last id for which all four are complete; null where all there are were read
 */
record Slice(
        Instant at,
        @org.jspecify.annotations.Nullable UUID upTo,
        Map<UUID, Traces.Order> orders,
        Map<UUID, Traces.Payment> payments,
        Map<UUID, Traces.Reservation> reservations,
        Map<UUID, Traces.Shipment> shipments) {

    /** Every order that anybody has something of, in the order of their ids. */
    List<Traces> traces() {
        return Stream.of(orders.keySet(), payments.keySet(), reservations.keySet(), shipments.keySet())
                .flatMap(java.util.Collection::stream)
                .distinct()
                .filter(id -> upTo == null || compare(id, upTo) <= 0)
                .sorted(Slice::compare)
                .map(id -> new Traces(id, orders.get(id), payments.get(id), reservations.get(id), shipments.get(id)))
                .toList();
    }

    /** As PostgreSQL orders them: as unsigned bytes, which {@link UUID#compareTo} does not. */
    static int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
