package shop.local.relay;

import java.time.Duration;

/**
 * How the relay of one database is.
 *
 * @param service whose database
 * @param state in one word
 * @param lagBytes how much of the database's log it has not confirmed; -1 when nobody knows
 * @param behind for how long, at least, the oldest unconfirmed byte has waited; up to some seconds when nothing is wrong
 * @param detail one line for people
 */
public record RelayHealth(String service, State state, long lagBytes, Duration behind, String detail) {

    /** In one word. */
    public enum State {
        /** The service has not made its outbox, or Connect is not there: nothing is wrong with the relay itself. */
        WAITING,
        /** It is registered and does not stream yet; it may be sending a snapshot. */
        STARTING,
        /** It streams. */
        FOLLOWING,
        /** It needs a repair. */
        BROKEN
    }

    /** Whether it streams. */
    public boolean following() {
        return state == State.FOLLOWING;
    }
}
