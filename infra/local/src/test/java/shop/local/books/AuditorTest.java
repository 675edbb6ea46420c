package shop.local.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.local.books.Books.Checked;

/** The books of a small shop in memory: right ones hold, and every kind of corruption is found and named. */
class AuditorTest {

    private static final int SHOPS = 200;

    @Test
    void booksThatAreRight_hold_whateverIsUnderWay() {
        long first = new Random().nextLong(Long.MAX_VALUE - SHOPS);
        for (long seed = first; seed < first + SHOPS; seed++) {
            Books books = new Auditor(new SmallShop(new Random(seed)).with(60), 1).look();
            assertThat(violations(books)).as("seed %d", seed).isEmpty();
            assertThat(books.verdict()).as("seed %d", seed).isEqualTo(Verdict.HOLDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCorruption_isFound_andNamed_andForgottenWhenItIsMended(Corruption corruption) {
        long seed = new Random().nextLong();
        SmallShop shop = new SmallShop(new Random(seed)).with(60);
        Auditor auditor = new Auditor(shop, 1);
        assertThat(auditor.look().verdict()).as("seed %d", seed).isEqualTo(Verdict.HOLDS);

        Corruption.Expected expected = corruption.in(shop);
        Books books = auditor.look();

        assertThat(books.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(checked(books, expected.check()).violations())
                .as("seed %d: %s", seed, violations(books))
                .anySatisfy(violation -> {
                    assertThat(violation.orderId()).isEqualTo(expected.orderId());
                    assertThat(violation.account() == null ? violation.sku() : violation.account())
                            .isEqualTo(expected.name());
                    if (expected.amount() != null) {
                        assertThat(violation.amount()).isEqualTo(expected.amount());
                    }
                    if (expected.orderId() != null) {
                        assertThat(violation.message())
                                .contains(expected.orderId().toString());
                    }
                });

        mend(shop, expected);

        assertThat(violations(auditor.look())).as("seed %d", seed).isEmpty();
    }

    @Test
    void whatEndedAMomentAgo_isNotComparedYet() {
        SmallShop shop = new SmallShop(new Random(1));
        shop.justEnded();

        assertThat(new Auditor(shop, 1).look().verdict()).isEqualTo(Verdict.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "inventory-service", "shipping-service"})
    void serviceThatIsAway_makesUnknownWhatDependsOnIt_andIsNamed(String service) {
        SmallShop shop = new SmallShop(new Random(2)).with(20);
        shop.away.add(service);

        Books books = new Auditor(shop, 1).look();

        assertThat(books.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(checked(books, Check.OUTCOME)).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(check.explanation()).contains(service + " does not answer");
        });
        assertThat(checked(books, Check.MONEY).verdict())
                .isEqualTo(service.equals("payment-service") ? Verdict.UNKNOWN : Verdict.HOLDS);
        assertThat(checked(books, Check.STOCK).verdict())
                .isEqualTo(service.equals("inventory-service") ? Verdict.UNKNOWN : Verdict.HOLDS);

        shop.away.clear();

        assertThat(new Auditor(shop, 1).look().verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void whatWasFound_staysBroken_whileAServiceIsAway() {
        SmallShop shop = new SmallShop(new Random(3)).with(20);
        Auditor auditor = new Auditor(shop, 1);
        UUID order = Corruption.THE_SHIPMENT_IS_LOST.in(shop).orderId();
        auditor.look();

        shop.away.add("shipping-service");
        Books books = auditor.look();

        assertThat(books.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(violations(books)).anyMatch(message -> message.contains(order.toString()));
    }

    @Test
    void patrol_findsOneOrderAmongThousands_inBoundedSteps_andAFullLookAtOnce() {
        SmallShop shop = new SmallShop(new Random(4)).with(3_300);
        UUID order = Corruption.THE_PAYMENT_IS_LOST.in(shop).orderId();
        Auditor auditor = new Auditor(shop, 1);

        int before = shop.asked;
        List<Books> looks = Stream.generate(auditor::look).limit(5).toList();
        Books everything = new Auditor(shop, 1).lookAtEverything(_ -> {});

        assertThat(shop.asked - before).isLessThan(100);
        assertThat(looks)
                .anySatisfy(
                        books -> assertThat(violations(books)).anyMatch(message -> message.contains(order.toString())));
        assertThat(violations(everything)).anyMatch(message -> message.contains(order.toString()));
        assertThat(checked(everything, Check.OUTCOME).figures()).containsEntry("rounds", 1L);
    }

    @Test
    void whatEnds_isComparedAtOnce_whereverThePatrolIs() {
        SmallShop shop = new SmallShop(new Random(6)).with(100);
        Auditor auditor = new Auditor(shop, 0);
        assertThat(auditor.look().verdict()).isEqualTo(Verdict.HOLDS);

        UUID order = Corruption.THE_CUSTOMER_IS_CHARGED_TWICE.in(shop).orderId();

        assertThat(violations(auditor.look())).anyMatch(message -> message.contains(order.toString()));
    }

    @Test
    void violations_areBounded_andCounted() {
        SmallShop shop = new SmallShop(new Random(5));
        Stream.generate(() -> Corruption.THE_SHIPMENT_IS_LOST).limit(700).forEach(corruption -> corruption.in(shop));

        Checked outcome = checked(new Auditor(shop, 1).look(), Check.OUTCOME);

        assertThat(outcome.violations()).hasSize(20);
        assertThat(outcome.figures()).containsEntry("violations", 700L);
    }

    private static void mend(SmallShop shop, Corruption.Expected expected) {
        if (expected.orderId() != null) {
            List.of(shop.orders, shop.payments, shop.reservations, shop.shipments)
                    .forEach(rows -> rows.remove(expected.orderId()));
        }
        shop.accountDifferences.clear();
        shop.stockDifferences.clear();
        shop.moneyFromNowhere = 0;
        shop.piecesLost = 0;
    }

    private static Checked checked(Books books, Check check) {
        return books.promises().stream()
                .flatMap(promise -> promise.checks().stream())
                .filter(checked -> checked.name().equals(check.text()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> violations(Books books) {
        return books.promises().stream()
                .flatMap(promise -> promise.checks().stream())
                .flatMap(check -> check.violations().stream())
                .map(Violation::message)
                .toList();
    }
}
