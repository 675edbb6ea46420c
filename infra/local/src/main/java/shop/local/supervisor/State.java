package shop.local.supervisor;

import java.util.Locale;

/** What a process is doing. */
public enum State {
    /** Not started yet, or started and not ready yet. */
    STARTING,
    /** Does its work. */
    READY,
    /** Runs, was ready, and at present is not; its detail says why. */
    UNREADY,
    /** It died; it is started again after a pause that grows. */
    RESTARTING,
    /** It died again and again, or something that is not ours answers on its port; still tried now and then. */
    FAILED,
    /** Told to stop. */
    STOPPING,
    /** Stopped by someone's command. */
    STOPPED,
    /** Killed by someone's command. */
    KILLED,
    /** Frozen by someone's command. */
    PAUSED;

    /** As people read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
