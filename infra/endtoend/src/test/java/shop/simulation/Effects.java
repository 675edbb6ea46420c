package shop.simulation;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Everything that was ever done to money, stock and parcels, so that nothing is done twice. */
final class Effects {

    private record Effect(UUID orderId, String what) {}

    private final Set<Effect> happened = new HashSet<>();

    void happened(UUID orderId, String what) {
        Effect effect = new Effect(orderId, what);
        Violation.unless(happened.add(effect), "An effect happened twice", effect);
    }
}
