package shop.order.saga;

/** The steps of every version of every saga. The wire names stand in message headers and in stored logs: for ever. */
public enum StepName {
    RESERVE_STOCK("reserve-stock"),
    AUTHORIZE_PAYMENT("authorize-payment"),
    ARRANGE_SHIPMENT("arrange-shipment"),
    CAPTURE_PAYMENT("capture-payment"),
    COMMIT_STOCK("commit-stock");

    private final String wireName;

    StepName(String wireName) {
        this.wireName = wireName;
    }

    /** The name as it stands in the {@code step} header of a message, and in the API. */
    public String wireName() {
        return wireName;
    }

    /** The step of that wire name; {@link IllegalArgumentException} where there is none. */
    public static StepName ofWireName(String wireName) {
        for (StepName name : values()) {
            if (name.wireName.equals(wireName)) {
                return name;
            }
        }
        throw new IllegalArgumentException("No step is called " + wireName);
    }
}
