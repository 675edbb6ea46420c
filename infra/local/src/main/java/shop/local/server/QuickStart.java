package shop.local.server;

import java.util.List;
import java.util.Map;

/**
 * How JVMs are told to start quickly, and to stay small, on a machine of two cores that starts seven of them. C2 begins three times later than
 * by default: while everything starts it would compile what hardly runs again. Ten times later started quicker still, but
 * what an order runs through was not compiled for the first tens of thousands of orders.
 */
public final class QuickStart {

    /** The JVM's options. */
    public static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:Tier4InvocationThreshold=15000",
            "-XX:Tier4MinInvocationThreshold=1800",
            "-XX:Tier4CompileThreshold=45000",
            "-XX:Tier4BackEdgeThreshold=120000");

    /**
     * An option besides, for a JVM that runs little code, however often: C2 made no order cheaper there in minutes of load, and
     * takes memory.
     */
    public static final String C1_ONLY = "-XX:TieredStopAtLevel=1";

    /** What the JVM finds in its environment: glibc gives every other thread a heap of its own otherwise. */
    public static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private QuickStart() {}
}
