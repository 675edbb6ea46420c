package shop.simulation;

/** What the schedules were seen to do. A kind never seen is a fault never tried: the run proves nothing about it. */
enum Sighting {
    CONFIRMED,
    REJECTED_BY_INVENTORY,
    REJECTED_BY_PAYMENT,
    REJECTED_BY_SHIPPING,
    EXPIRED,
    CANCELLED,
    CANCEL_REFUSED,
    CANCEL_REPEATED,
    RETRIED,
    RESENT,
    POSTPONED,
    STALE,
    ATTENTION,
    UNDONE_BEFORE_DONE,
    DROPPED,
    DUPLICATED,
    OVERTAKEN,
    CRASHED_BEFORE_COMMIT,
    CRASHED_AFTER_COMMIT,
    PARKED,
    FOUND_DOWN
}
