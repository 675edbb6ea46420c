package shop.chaos.agent;

import java.util.Locale;

/** Where in a transaction a service is halted; in the order in which it passes them. */
public enum Boundary {
    /** What asks for the transaction was delivered, the transaction has begun, and nothing was done in it. */
    AFTER_DELIVERY,
    /** Everything is done in the transaction, what is owed to others stands in the outbox, and nothing is committed. */
    BEFORE_COMMIT,
    /** It is committed, and neither acknowledged to Kafka nor answered to a customer. */
    AFTER_COMMIT,
    /** As {@link #AFTER_COMMIT}, and what was owed to others is on its topic already. */
    AFTER_RELAY;

    /** As people and file names have it: {@code after-delivery}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
