package shop.local.supervisor;

import java.io.IOException;
import java.util.List;
import shop.local.server.Server;

/**
 * What has to be done in an environment besides keeping its processes alive: topics when Kafka is there, relays when there
 * is something to relay.
 */
public interface Duties {

    /**
     * Done each time a server was started and answers, before it counts as ready.
     *
     * @throws IOException if it cannot be done now; it is tried again
     */
    void whenReady(Server server) throws IOException;

    /** One look at the relays, about every two seconds; repairs what it can. */
    void lookAtRelays(Controls controls);

    /** Gives up what looking keeps open. A later look opens it anew. */
    default void disconnect() {}

    /** How each database's relay was at the last look. */
    List<RelayStatus> relays();

    /** What was repaired without being asked, the newest last; bounded. */
    List<String> notices();

    /**
     * The manual entry to the same repair.
     *
     * @return what was done, one line for people
     * @throws IOException if it cannot be done now
     * @throws IllegalArgumentException if no service of that name has a relay
     */
    String repairRelay(String service, Controls controls) throws IOException;

    /** Nothing to do: for environments of a few processes, in tests. */
    Duties NONE = new Duties() {
        @Override
        public void whenReady(Server server) {}

        @Override
        public void lookAtRelays(Controls controls) {}

        @Override
        public List<RelayStatus> relays() {
            return List.of();
        }

        @Override
        public List<String> notices() {
            return List.of();
        }

        @Override
        public String repairRelay(String service, Controls controls) {
            throw new IllegalArgumentException("there are no relays here");
        }
    };

    /**
     * How one database's relay is.
     *
     * @param service whose database it is
     * @param ready whether the relay follows that database
     * @param lagBytes how much of the log it has not passed on yet; -1 when that cannot be seen
     * @param detail one line for people
     */
    record RelayStatus(String service, boolean ready, long lagBytes, String detail) {}

    /** What a repair may do to processes. */
    interface Controls {

        /** Whether the process is ready. */
        boolean isReady(String name);

        /** Stops a process, and keeps it stopped until {@link #startAgain}. Does nothing when people stopped it. */
        void hold(String name) throws IOException;

        /** Ends {@link #hold}. */
        void startAgain(String name) throws IOException;
    }
}
