package shop.chaos.agent;

/**
 * Every method of the services that the agent hooks into, and what it means that it is passed. The only place where their
 * names stand; a test fails when one of them vanishes, and a point that is not reached is unknown.
 *
 * <p>Each takes what it is about as its first argument; {@link Subject} reads it. The classes that end in {@code _Subclass} are generated when a
 * service is built: they begin and end the transaction around a method that is {@code @Transactional}.
 */
public enum Hook {
    BATCH_BEGINS(Names.BATCHES, "carryOutAtOnce", Names.LIST, Place.ENTRY, Meaning.BEGINS),
    BATCH_IS_DONE(Names.BATCHES, "carryOutAtOnce", Names.LIST, Place.RETURN, Meaning.IS_DONE),
    BATCH_IS_COMMITTED(Names.BATCHES, "carryOut", Names.LIST, Place.RETURN, Meaning.IS_COMMITTED),
    MESSAGES_ARE_OWED("shop.messaging.Outbox", "append", Names.LIST, Place.ENTRY, Meaning.OWES),
    PLACING_BEGINS("shop.order.Placing", "place", Names.LIST, Place.ENTRY, Meaning.BEGINS),
    PLACING_IS_DONE("shop.order.Placing", "place", Names.LIST, Place.RETURN, Meaning.IS_DONE),
    PLACING_IS_COMMITTED("shop.order.Placing_Subclass", "place", Names.LIST, Place.RETURN, Meaning.IS_COMMITTED),
    CANCELLING_BEGINS("shop.order.OrderResource", "cancel", Names.UUID, Place.ENTRY, Meaning.BEGINS),
    CANCELLING_IS_DONE("shop.order.OrderResource", "cancel", Names.UUID, Place.RETURN, Meaning.IS_DONE),
    CANCELLING_IS_COMMITTED(
            "shop.order.OrderResource_Subclass", "cancel", Names.UUID, Place.RETURN, Meaning.IS_COMMITTED),
    WAKING_BEGINS(Names.DEADLINES, "wake", Names.LIST + Names.INSTANT, Place.ENTRY, Meaning.BEGINS),
    WAKING_IS_DONE(Names.DEADLINES, "wake", Names.LIST + Names.INSTANT, Place.RETURN, Meaning.IS_DONE),
    WAKING_IS_COMMITTED(Names.DEADLINES, "wake", Names.INSTANT, Place.RETURN, Meaning.IS_COMMITTED);

    /** Where in the method. */
    enum Place {
        ENTRY,
        RETURN
    }

    /** What it says of the transaction of this thread. */
    enum Meaning {
        /** It begins, because of the argument. */
        BEGINS,
        /** The argument is appended to the outbox in it. */
        OWES,
        /** All is done, and the commit comes next. */
        IS_DONE,
        /** It is committed. */
        IS_COMMITTED
    }

    private static final class Names {
        private static final String BATCHES = "shop.messaging.BatchConsumer";
        private static final String DEADLINES = "shop.order.saga.SagaDeadlines";
        private static final String LIST = "Ljava/util/List;";
        private static final String UUID = "Ljava/util/UUID;";
        private static final String INSTANT = "Ljava/time/Instant;";
    }

    private final String className;
    private final String method;
    private final String parameters;
    private final Place place;
    private final Meaning meaning;

    Hook(String className, String method, String parameters, Place place, Meaning meaning) {
        this.className = className;
        this.method = method;
        this.parameters = "(" + parameters + ")";
        this.place = place;
        this.meaning = meaning;
    }

    /** The class, as it is named in source. */
    public String className() {
        return className;
    }

    /** Whether the class is made when the service is built. */
    public boolean isGenerated() {
        return className.endsWith("_Subclass");
    }

    /** Whether it is about that method. */
    boolean isIn(String methodName, String descriptor) {
        return method.equals(methodName) && descriptor.startsWith(parameters);
    }

    Place place() {
        return place;
    }

    Meaning meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return "%s of %s.%s%s".formatted(place, className, method, parameters);
    }
}
