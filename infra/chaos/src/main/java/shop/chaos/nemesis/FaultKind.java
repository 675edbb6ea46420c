package shop.chaos.nemesis;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A kind of fault, as the schedule sees it.
 *
 * @param name people choose it by
 * @param targets what it can hit
 * @param shortest how long it lasts at least; zero for what is over in a moment
 * @param longest how long it lasts at most
 * @param touches what a fault at that target needs for itself: no other fault hits it meanwhile
 * @param maker makes a fault for a target and a random number
 */
public record FaultKind(
        String name,
        List<String> targets,
        Duration shortest,
        Duration longest,
        Function<String, Set<String>> touches,
        Maker maker) {

    /** Makes one fault. */
    public interface Maker {
        Fault make(String target, long random);
    }

    public FaultKind {
        targets = List.copyOf(targets);
    }

    /** The same kind, at some targets only. */
    FaultKind at(Set<String> wanted) {
        return new FaultKind(
                name, targets.stream().filter(wanted::contains).toList(), shortest, longest, touches, maker);
    }
}
