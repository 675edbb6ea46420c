package shop.local.server;

/** What a server answered when it was asked how it is. */
public sealed interface Probe {

    /** It is ours and does its work. */
    record Ready() implements Probe {}

    /** Not yet, or not at present; {@code why} is one line for people. */
    record NotReady(String why) implements Probe {}

    /** Something answers on its port that is not ours; {@code what} says how that was seen. */
    record Foreign(String what) implements Probe {}
}
