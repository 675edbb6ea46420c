package shop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicasTest {

    @Test
    void aMetric_isSummedOverItsLabels() {
        String metrics = """
                # TYPE shop_messages_batch_size summary
                shop_messages_batch_size_count{channel="payment-events"} 3
                shop_messages_batch_size_sum{channel="payment-events"} 120.0
                shop_messages_batch_size_sum{channel="shipping-events"} 1.5E3
                shop_messages_batch_size_sum_of_others 7
                shop_messages_batch_size_max{channel="payment-events"} 99.0
                """;

        assertThat(Replicas.sum(metrics, "shop_messages_batch_size_sum")).isEqualTo(1620);
        assertThat(Replicas.sum("", "shop_messages_batch_size_sum")).isZero();
    }
}
