package shop.local.server;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One process of the environment: how it is prepared, started, asked whether it is ready, and told to stop. Holds no
 * state of its own but the connection that {@link #probe} asks over; the supervisor, the tests and a newly started command
 * line all see the same process through it.
 */
public interface Server {

    /** The name people use: {@code postgres}, {@code order-service}, {@code order-service-2}. */
    String name();

    /** The loopback ports it binds; the first is the one people connect to. */
    List<Integer> ports();

    /** Where people find it with a browser or curl, if it speaks HTTP. */
    @Nullable
    URI url();

    /** The names of the servers that must be ready before this one is started. */
    Set<String> needs();

    /** Makes the directories and files it needs. Does nothing when that was done before. */
    void prepare() throws IOException;

    /** The command that becomes this server: the process started is the server itself, not a wrapper that forks it. */
    Launch launch();

    /** Asks the server how it is. Bounded: returns within two seconds, whatever the server does. */
    Probe probe();

    /** Gives up what probes keep open: its process has ended, or is not asked any more. A later probe opens it anew. */
    default void disconnect() {}

    /** How long it may take from start to {@link Probe.Ready} on a busy two-core machine. */
    Duration startTimeout();

    /** The signal that asks it to stop cleanly; it is killed if it has not gone by {@link #stopTimeout()}. */
    String stopSignal();

    /** How long it is given to stop cleanly. */
    Duration stopTimeout();
}
