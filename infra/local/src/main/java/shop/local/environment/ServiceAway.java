package shop.local.environment;

import java.io.IOException;

/** A service does not answer at present. The message names it and says why, in one line. */
public final class ServiceAway extends IOException {

    private static final long serialVersionUID = 1;

    private final String service;

    /** @param why it does not answer */
    public ServiceAway(String service, String why) {
        super(service + " does not answer: " + why);
        this.service = service;
    }

    /** Which one. */
    public String service() {
        return service;
    }
}
