package shop.chaos.nemesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * When what goes wrong: a pure function of the seed. Every kind and every target gets its turn: kinds are dealt like
 * cards, and so are a kind's targets, and shuffled anew when all were dealt.
 */
public final class Schedule {

    /**
     * One planned fault.
     *
     * @param number from 1
     * @param at after the load began; it comes later when too much is broken then
     * @param lasts until it is healed
     * @param random for what else there is to choose
     */
    public record Planned(int number, Duration at, FaultKind kind, String target, Duration lasts, long random) {

        Set<String> touches() {
            return kind.touches().apply(target);
        }

        Fault make() {
            return kind.maker().make(target, random);
        }
    }

    private Schedule() {}

    /**
     * Plans faults.
     *
     * @param kinds none without a target
     * @param first when the first one comes
     * @param every the mean time from one to the next: between half and one and a half of it
     */
    public static List<Planned> of(long seed, List<FaultKind> kinds, int count, Duration first, Duration every) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        SplittableRandom random = new SplittableRandom(seed);
        Deck<FaultKind> kindDeck = new Deck<>(kinds, random);
        Map<String, Deck<String>> targetDecks = new HashMap<>();
        List<Planned> planned = new ArrayList<>();
        Duration at = first;
        for (int number = 1; number <= count; number++) {
            FaultKind kind = kindDeck.next();
            String target = targetDecks
                    .computeIfAbsent(kind.name(), _ -> new Deck<>(kind.targets(), random))
                    .next();
            long range = kind.longest().minus(kind.shortest()).toMillis();
            Duration lasts = kind.shortest().plusMillis(range == 0 ? 0 : random.nextLong(range));
            planned.add(new Planned(number, at, kind, target, lasts, random.nextLong()));
            at = at.plusMillis(every.toMillis() / 2 + random.nextLong(every.toMillis() + 1));
        }
        return planned;
    }

    /** Cards that are shuffled anew when all were dealt. */
    private static final class Deck<T> {

        private final List<T> cards;
        private final SplittableRandom random;
        private final List<T> left = new ArrayList<>();

        Deck(List<T> cards, SplittableRandom random) {
            if (cards.isEmpty()) {
                throw new IllegalArgumentException("there is nothing to choose from");
            }
            this.cards = List.copyOf(cards);
            this.random = random;
        }

        T next() {
            if (left.isEmpty()) {
                left.addAll(cards);
            }
            return left.remove(random.nextInt(left.size()));
        }
    }
}
