package shop.chaos.nemesis;

import java.util.Optional;

/** One thing that goes wrong, once. Its methods are called in the order in which they stand here, by one thread. */
public interface Fault {

    /** Breaks something; returns when it is broken. */
    void inject() throws Exception;

    /** What shows that it took effect, as long as it lasts; empty where nothing does. */
    Optional<String> evidence() throws Exception;

    /** Takes it back, if it does not pass by itself. */
    void heal() throws Exception;

    /** Returns when what it hit is ready again. */
    void awaitReady() throws Exception;
}
