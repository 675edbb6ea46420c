package shop.chaos.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import shop.chaos.history.Purchase;
import shop.chaos.history.Purchase.Wish;

/**
 * What customers do: visit number {@code n} is a pure function of the seed and {@code n}. Of a hundred visits some sixty
 * order something ordinary (half of them the same hot product), six each something sold out, without money, or to where
 * nobody delivers, and the rest race for the last pieces of something scarce. One in six cancels, at a random moment; most
 * look at their order now and then; one in ten sends its order twice, with the same key, though it was answered.
 */
public final class Workload {

    /** A scarce product is asked for in so many visits, and then never again. */
    private static final int VISITS_A_SCARCE_PRODUCT = 60;

    private static final int PIECES_OF_A_SCARCE_PRODUCT = 6;
    private static final int CUSTOMERS = 100;
    private static final int PRODUCTS = 12;
    private static final int LONGEST_DELAY_MILLIS = 2_500;

    private final long seed;

    public Workload(long seed) {
        this.seed = seed;
    }

    /** What a customer does with his order, so long after it was accepted. */
    public sealed interface Deed {
        Duration after();

        /** Cancels it. */
        record Cancel(Duration after) implements Deed {}

        /** Looks at it. */
        record Look(Duration after) implements Deed {}

        /** Sends the same order with the same key again. */
        record Repeat(Duration after) implements Deed {}
    }

    /** One customer's visit: one order, and what he does with it, in order. */
    public record Visit(int number, Purchase purchase, String idempotencyKey, List<Deed> deeds) {}

    /** The visit of that number, from 0. */
    public Visit visit(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        Purchase purchase = purchase(number, random);
        return new Visit(number, purchase, "chaos-%d-%d".formatted(seed, number), deeds(random));
    }

    /** The scarce products that so many visits ask for, and the pieces of each that are to be put into stock. */
    public Map<String, Integer> scarce(int visits) {
        Map<String, Integer> stock = new LinkedHashMap<>();
        for (int number = 0; number < visits; number += VISITS_A_SCARCE_PRODUCT) {
            stock.put(scarceProduct(number), PIECES_OF_A_SCARCE_PRODUCT);
        }
        return stock;
    }

    private String scarceProduct(int number) {
        return "SKU-SCARCE-%d-%d".formatted(seed, number / VISITS_A_SCARCE_PRODUCT);
    }

    private Purchase purchase(int number, SplittableRandom random) {
        // Half of the orders are paid from ten accounts.
        String customer = "customer-" + (1 + (random.nextBoolean() ? random.nextInt(10) : random.nextInt(CUSTOMERS)));
        String product = random.nextBoolean() ? "SKU-1001" : "SKU-%d".formatted(1001 + random.nextInt(PRODUCTS));
        int quantity = 1 + random.nextInt(3);
        int hundred = random.nextInt(100);
        if (hundred < 6) {
            return new Purchase(Wish.SOLD_OUT, customer, "SKU-SOLD-OUT", quantity, "DE");
        }
        if (hundred < 12) {
            return new Purchase(Wish.POOR, "customer-poor", product, quantity, "DE");
        }
        if (hundred < 18) {
            return new Purchase(Wish.NOT_SERVED, customer, product, quantity, "AQ");
        }
        if (hundred < 40) {
            return new Purchase(Wish.SCARCE, customer, scarceProduct(number), 1 + random.nextInt(2), "DE");
        }
        return new Purchase(Wish.CONFIRM, customer, product, quantity, random.nextBoolean() ? "DE" : "FR");
    }

    private static List<Deed> deeds(SplittableRandom random) {
        List<Deed> deeds = new ArrayList<>();
        if (random.nextInt(10) == 0) {
            deeds.add(new Deed.Repeat(delay(random)));
        }
        int looks = random.nextInt(4);
        for (int i = 0; i < looks; i++) {
            deeds.add(new Deed.Look(delay(random)));
        }
        if (random.nextInt(6) == 0) {
            // A saga takes a tenth of a second: half of the cancels aim at its middle.
            Duration at = random.nextBoolean() ? Duration.ofMillis(random.nextInt(120)) : delay(random);
            deeds.add(random.nextInt(deeds.size() + 1), new Deed.Cancel(at));
        }
        return List.copyOf(deeds);
    }

    private static Duration delay(SplittableRandom random) {
        return Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS));
    }
}
