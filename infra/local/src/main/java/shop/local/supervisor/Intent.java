package shop.local.supervisor;

/** What people want of a process; kept in its pid file, so that it outlives the supervisor. */
public enum Intent {
    /** It runs; when it dies it is started again. */
    RUN,
    /** Stopped cleanly and stays so. */
    STOPPED,
    /** Killed and stays so. */
    KILLED,
    /** Frozen until it is resumed. */
    PAUSED
}
