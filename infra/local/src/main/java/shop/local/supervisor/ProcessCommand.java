package shop.local.supervisor;

import java.util.Locale;

/** What people can do to one process. */
public enum ProcessCommand {
    /** SIGKILL; it stays down. */
    KILL,
    /** A clean stop; it stays down. */
    STOP,
    /** Runs again after {@link #KILL} or {@link #STOP}. */
    START,
    /** SIGSTOP. */
    PAUSE,
    /** SIGCONT. */
    RESUME;

    /** As it is written on the command line and in the control API's paths. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
