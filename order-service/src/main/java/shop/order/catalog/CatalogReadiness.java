package shop.order.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready until the first product is known, for nothing can be ordered before. Ready ever after: orders are taken
 * whatever happens to Kafka or inventory-service.
 */
@Readiness
@ApplicationScoped
class CatalogReadiness implements HealthCheck {

    private final Products products;
    private volatile boolean known;

    CatalogReadiness(Products products) {
        this.products = products;
    }

    @Override
    public HealthCheckResponse call() {
        known = known || products.any();
        var response = HealthCheckResponse.named("catalogue").status(known);
        return known
                ? response.build()
                : response.withData("missing", "no product known yet: has inventory-service published?")
                        .build();
    }
}
