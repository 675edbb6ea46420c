package shop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shop.endtoend.Books.Holdings;
import shop.endtoend.Books.Traces;
import shop.endtoend.Shop.Answer;
import shop.endtoend.Shop.Purchase;

/** What a customer lives through, and a service that is away for a while. */
class JourneyTest {

    @RegisterExtension
    static final TestEnvironment ENVIRONMENT = new TestEnvironment("journey");

    private final Shop shop = ENVIRONMENT.shop();
    private final Books books = ENVIRONMENT.books();

    @Test
    void anOrdinaryOrder_isConfirmed_paidAndShipped() {
        UUID order = shop.place(Purchase.ordinary());

        shop.awaitStatus("CONFIRMED", order);
        shop.awaitEnd(List.of(order));

        assertThat(books.tracesOf(order)).isEqualTo(Traces.FULFILLED);
        assertThat(shop.saga(order).get("state").asText()).isEqualTo("COMPLETED");
        assertThat(books.violationsAtRest()).isEmpty();
    }

    @Test
    void anOrderOfSomethingSoldOut_isRejected_andNothingIsHeld() {
        rejected(Purchase.ordinary().of(1, "SKU-SOLD-OUT"), "OUT_OF_STOCK");
    }

    @Test
    void anOrderOfACustomerWithoutMoney_isRejected_andNothingIsHeld() {
        rejected(Purchase.ordinary().by("customer-poor"), "INSUFFICIENT_FUNDS");
    }

    @Test
    void anOrderToACountryNotServed_isRejected_andNothingIsHeld() {
        rejected(Purchase.ordinary().to("AQ"), "COUNTRY_NOT_SERVED");
    }

    private void rejected(Purchase purchase, String reason) {
        Holdings before = books.holdings();

        UUID order = shop.place(purchase);
        shop.awaitStatus("REJECTED", order);
        shop.awaitEnd(List.of(order));

        JsonNode rejected = shop.order(order);
        assertThat(rejected.get("reason").asText()).isEqualTo(reason);
        assertThat(books.holdings()).isEqualTo(before);
        assertThat(books.violationsAtRest()).isEmpty();
    }

    @Test
    void aCancelBeforeThePivot_endsCancelled_andOneAfterIt_isRefused() {
        Holdings before = books.holdings();
        ENVIRONMENT.saga().succeed("pause", "shipping-service");
        UUID order = shop.place(Purchase.ordinary());

        Answer accepted = shop.cancel(order);
        ENVIRONMENT.saga().succeed("resume", "shipping-service");
        assertThat(accepted.status()).isEqualTo(202);
        shop.awaitStatus("CANCELLED", order);
        shop.awaitEnd(List.of(order));
        assertThat(books.holdings()).isEqualTo(before);

        UUID confirmed = shop.place(Purchase.ordinary());
        shop.awaitStatus("CONFIRMED", confirmed);
        Answer refused = shop.cancel(confirmed);
        assertThat(refused.status()).isEqualTo(409);
        shop.awaitEnd(List.of(confirmed));
        assertThat(books.violationsAtRest()).isEmpty();
    }

    @Test
    void ordersWait_whilePaymentServiceIsDown_andFinishWhenItIsBack() {
        ENVIRONMENT.saga().succeed("kill", "payment-service");

        List<UUID> orders = IntStream.range(0, 200)
                .mapToObj(i -> shop.place(Purchase.ordinary().by("customer-" + (1 + i % 100))))
                .toList();
        assertThat(orders).allSatisfy(order -> assertThat(shop.status(order)).isEqualTo("PENDING"));

        ENVIRONMENT.saga().succeed("start", "payment-service");
        shop.awaitStatus("CONFIRMED", orders);
        shop.awaitEnd(orders);
        assertThat(books.violationsAtRest()).isEmpty();
    }
}
