package shop.chaos.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows each thread through its transaction and halts the JVM where {@link Trigger} says. Whatever goes wrong in here
 * must not touch the service: it is complained of, and the point is not reached.
 */
public final class Crash {

    private static final int AS_IF_KILLED = 137;
    private static final Duration RELEASED_WITHIN = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** What the transaction of this thread is about. */
    private static final ThreadLocal<List<Subject>> SUBJECTS = ThreadLocal.withInitial(ArrayList::new);

    private static volatile @Nullable Trigger trigger;

    private Crash() {}

    /** Listens to that trigger from now on. */
    static void listen(Path directory, String service) {
        trigger = new Trigger(directory, service);
    }

    /** Called by every hooked method. */
    @SuppressWarnings("CatchingThrowable") // Nothing of this may end up in the service.
    public static void passed(int hook, Object argument) {
        Trigger listening = trigger;
        if (listening == null) {
            return;
        }
        try {
            passed(listening, Hook.values()[hook], argument);
        } catch (Throwable e) {
            complain("%s was passed, and then: %s".formatted(Hook.values()[hook], e));
        }
    }

    static void complain(String why) {
        System.err.println("crash agent: " + why);
        Trigger listening = trigger;
        try {
            if (listening != null) {
                listening.complain(why);
            }
        } catch (IOException e) {
            System.err.println("crash agent: nobody can be told: " + e);
        }
    }

    private static void passed(Trigger listening, Hook hook, Object argument) throws IOException {
        List<Subject> subjects = SUBJECTS.get();
        switch (hook.meaning()) {
            case BEGINS -> {
                subjects.clear();
                subjects.addAll(Subject.of(hook, argument));
                at(listening, Boundary.AFTER_DELIVERY, subjects);
            }
            case OWES -> subjects.addAll(Subject.of(hook, argument));
            case IS_DONE -> at(listening, Boundary.BEFORE_COMMIT, subjects);
            case IS_COMMITTED -> {
                at(listening, Boundary.AFTER_COMMIT, subjects);
                at(listening, Boundary.AFTER_RELAY, subjects);
                SUBJECTS.remove();
            }
        }
    }

    private static void at(Trigger listening, Boundary boundary, List<Subject> subjects) throws IOException {
        Arming arming = listening.armed().orElse(null);
        if (arming == null || arming.boundary() != boundary) {
            return;
        }
        Optional<Subject> meant = subjects.stream().filter(arming::isMeant).findFirst();
        if (meant.isPresent() && listening.claim()) {
            Trigger.Reached here = new Trigger.Reached(
                    ProcessHandle.current().pid(),
                    arming,
                    meant.get(),
                    Instant.now().toString());
            if (boundary == Boundary.AFTER_RELAY && !isReleased(listening, here)) {
                complain("nobody has said within %d s that the message is on its topic"
                        .formatted(RELEASED_WITHIN.toSeconds()));
                return;
            }
            listening.note(true, here);
            Runtime.getRuntime().halt(AS_IF_KILLED);
        }
    }

    /** Only the relay's other end shows that a message is on its topic: whoever looks there says so. */
    private static boolean isReleased(Trigger listening, Trigger.Reached here) throws IOException {
        listening.note(false, here);
        long end = System.nanoTime() + RELEASED_WITHIN.toNanos();
        while (!listening.isReleased()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }
}
