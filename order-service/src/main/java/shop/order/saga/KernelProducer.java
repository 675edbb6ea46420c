package shop.order.saga;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the kernel, which knows no framework, with the configured patience. */
class KernelProducer {

    @Produces
    @Singleton
    SagaKernel kernel(SagaConfig config) {
        return new SagaKernel(
                new ResendPolicy(config.resend().shortest(), config.resend().longest(), config.attentionAfter()));
    }
}
