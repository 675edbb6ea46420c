package shop.bench.measure;

/**
 * One order's way. Times are microseconds since 1970, of one machine's clock; {@link #NEVER} is what did not happen.
 *
 * @param intended when it should have been sent
 * @param answered when its answer came
 * @param status of the answer; 0 where there was none
 * @param decided when the order got its final status; noted by the service within the transaction that makes it so
 * @param ended when its saga ended
 */
public record Journey(long intended, long answered, int status, long decided, long ended) {

    /** Did not happen, or nobody knows. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int CREATED = 201;

    /** Whether it was promised that the order reaches its end. */
    public boolean isAccepted() {
        return status == CREATED;
    }

    /** Whether that promise is open, or broken. */
    public boolean isMissing() {
        return isAccepted() && ended == NEVER;
    }
}
