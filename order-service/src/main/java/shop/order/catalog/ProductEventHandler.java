package shop.order.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import shop.messaging.IncomingMessage;
import shop.messaging.MessageHandler;
import shop.messaging.OutgoingMessage;

/** Keeps the copy of the catalogue: the newest version of each product wins, in whatever order versions arrive. */
@ApplicationScoped
class ProductEventHandler implements MessageHandler {

    private final Products products;

    ProductEventHandler(Products products) {
        this.products = products;
    }

    @Override
    public Set<String> topics() {
        return Set.of("product.events");
    }

    @Override
    public List<OutgoingMessage> handle(List<IncomingMessage> messages) {
        products.upsert(messages.stream().map(ProductChanged::read).toList());
        return List.of();
    }

    @Override
    public List<OutgoingMessage> onParked(IncomingMessage message, String error) {
        return List.of();
    }
}
