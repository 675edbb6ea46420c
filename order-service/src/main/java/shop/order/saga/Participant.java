package shop.order.saga;

/** A service that takes part in sagas: it reads {@link #commandsTopic()} and answers on its own topic of events. */
public enum Participant {
    INVENTORY("inventory"),
    PAYMENT("payment"),
    SHIPPING("shipping");

    private final String wireName;

    Participant(String wireName) {
        this.wireName = wireName;
    }

    /** The service's name, which is its consumer group's too, for example {@code payment-service}. */
    public String service() {
        return wireName + "-service";
    }

    /** The topic the participant answers on, for example {@code payment.events}. */
    public String eventsTopic() {
        return wireName + ".events";
    }

    /** The topic the participant reads its commands from, for example {@code payment.commands}. */
    public String commandsTopic() {
        return wireName + ".commands";
    }

    /** The full type of one of the participant's messages, for example {@code shop.payment.VoidPayment.v1}. */
    public String messageType(String message) {
        return "shop." + wireName + "." + message + ".v1";
    }
}
