package shop.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import shop.chaos.history.Purchase.Wish;
import shop.chaos.workload.Workload.Deed;
import shop.chaos.workload.Workload.Visit;

/** What customers do follows from the seed alone, and has something of everything. */
class WorkloadTest {

    private static final int VISITS = 2_000;

    @Test
    void theSameSeed_makesTheSameVisits_inWhateverOrderTheyAreAskedFor() {
        assertThat(visits(1)).isEqualTo(visits(1)).isNotEqualTo(visits(2));
        assertThat(new Workload(1).visit(1234)).isEqualTo(visits(1).get(1234));
    }

    @Test
    void everyWish_andEveryDeed_isThere() {
        Map<Wish, Integer> wishes = new EnumMap<>(Wish.class);
        Map<Class<?>, Integer> deeds = new HashMap<>();
        for (Visit visit : visits(3)) {
            wishes.merge(visit.purchase().wish(), 1, Integer::sum);
            visit.deeds().forEach(deed -> deeds.merge(deed.getClass(), 1, Integer::sum));
        }

        assertThat(wishes).containsOnlyKeys(Wish.values());
        assertThat(wishes).allSatisfy((wish, count) -> assertThat(count).isGreaterThan(VISITS / 25));
        assertThat(deeds).containsOnlyKeys(Deed.Cancel.class, Deed.Look.class, Deed.Repeat.class);
    }

    @Test
    void scarceProducts_areAskedForByMoreThanThereArePieces_andAllAreStocked() {
        Map<String, Integer> stock = new Workload(4).scarce(VISITS);
        Map<String, Integer> asked = new HashMap<>();
        visits(4).stream()
                .map(Visit::purchase)
                .filter(purchase -> purchase.wish() == Wish.SCARCE)
                .forEach(purchase -> asked.merge(purchase.sku(), purchase.quantity(), Integer::sum));

        assertThat(stock.keySet()).containsAll(asked.keySet());
        assertThat(asked.entrySet().stream()
                        .filter(product -> product.getValue() > stock.get(product.getKey()))
                        .count())
                .isGreaterThan(stock.size() / 2);
    }

    @Test
    void everyVisit_hasAKeyOfItsOwn() {
        assertThat(visits(5)).extracting(Visit::idempotencyKey).doesNotHaveDuplicates();
    }

    private static List<Visit> visits(long seed) {
        Workload workload = new Workload(seed);
        return IntStream.range(0, VISITS).mapToObj(workload::visit).toList();
    }
}
