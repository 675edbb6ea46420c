package shop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shop.endtoend.CommandLine.Result;
import shop.endtoend.Shop.Purchase;

/** The books of a whole environment hold, and are broken by a change of one row behind a service's back. */
class BooksTest {

    @RegisterExtension
    static final TestEnvironment ENVIRONMENT = new TestEnvironment("books");

    private static UUID confirmed;
    private static UUID refused;

    @BeforeAll
    static void placeOrders_andWaitUntilTheyAreFinalForLongEnough() {
        Shop shop = ENVIRONMENT.shop();
        List<UUID> orders = IntStream.range(0, 20)
                .mapToObj(i -> shop.place(Purchase.ordinary().by("customer-" + (1 + i))))
                .toList();
        confirmed = orders.getFirst();
        refused = shop.place(Purchase.ordinary().to("AQ"));
        shop.awaitEnd(orders);
        shop.awaitEnd(List.of(refused));
        await("orders are final for ten seconds")
                .atMost(TestEnvironment.patience())
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ENVIRONMENT.saga().run("books").output(), output -> output.contains("compared 21,"));
    }

    @AfterEach
    void mendedBooks_hold() {
        Result mended = ENVIRONMENT.saga().run("books");
        assertThat(mended.exitCode()).as(mended.output()).isZero();
        assertThat(mended.output()).doesNotContain("BROKEN", "UNKNOWN");
    }

    @Test
    void changedAmount_isNamedWithItsOrder() {
        change("payment_service", "update payment set amount = amount + 1 where order_id = '%s'".formatted(confirmed));
        try {
            assertBroken("order " + confirmed, "12.91 EUR was captured", "the shop has");
        } finally {
            change(
                    "payment_service",
                    "update payment set amount = amount - 1 where order_id = '%s'".formatted(confirmed));
        }
    }

    @Test
    void moneyTakenFromAnAccount_isNamedWithTheAccount() {
        change("payment_service", "update account set balance = balance - 100 where id = 'customer-9'");
        try {
            assertBroken("the balance of customer-9 differs by -1.00 EUR");
        } finally {
            change("payment_service", "update account set balance = balance + 100 where id = 'customer-9'");
        }
    }

    @Test
    void stockLeftReservedForARefusedOrder_isNamed() {
        String change = "update stock_reservation set state = '%s' where order_id = '" + refused + "'";
        change("inventory_service", change.formatted("RESERVED"));
        try {
            assertBroken("order " + refused, "1 × SKU-1001 is RESERVED", "SKU-1001 differs by -1 pieces");
        } finally {
            change("inventory_service", change.formatted("RELEASED"));
        }
    }

    @Test
    void lostShipment_isNamed() {
        change(
                "shipping_service",
                "create table kept as select * from shipment where order_id = '%s'".formatted(confirmed));
        change("shipping_service", "delete from shipment where order_id = '%s'".formatted(confirmed));
        try {
            assertBroken("order " + confirmed, "has no shipment");
        } finally {
            change("shipping_service", "insert into shipment select * from kept");
            change("shipping_service", "drop table kept");
        }
    }

    @Test
    void serviceThatIsDown_makesThemUnknown_andIsNamed() {
        ENVIRONMENT.saga().succeed("stop", "shipping-service");
        try {
            Result books = ENVIRONMENT.saga().run("books");

            assertThat(books.exitCode()).as(books.output()).isEqualTo(2);
            assertThat(books.output())
                    .contains("shipping-service does not answer")
                    .doesNotContain("BROKEN");
        } finally {
            ENVIRONMENT.saga().succeed("start", "shipping-service");
            await("shipping-service answers again")
                    .atMost(TestEnvironment.patience())
                    .until(() -> ENVIRONMENT.saga().run("books").exitCode() == 0);
        }
    }

    private static void assertBroken(String... named) {
        Result books = ENVIRONMENT.saga().run("books");
        assertThat(books.exitCode()).as(books.output()).isEqualTo(1);
        assertThat(books.output()).contains(named);
    }

    private static void change(String database, String sql) {
        ENVIRONMENT.books().execute(database, sql);
    }
}
