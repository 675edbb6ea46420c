package shop.chaos.nemesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import shop.chaos.site.Site;
import shop.chaos.site.Topic;
import shop.chaos.site.Volume;
import shop.chaos.site.Wire;
import shop.chaos.site.Wire.Weather;
import shop.local.environment.Environment;

/** All kinds of faults, by name. */
public final class FaultKinds {

    private static final Duration LONGEST_KILL = Duration.ofSeconds(6);
    private static final Duration LONGEST_WEATHER = Duration.ofSeconds(15);
    private static final Duration SHORTEST_FULL = Duration.ofSeconds(2);
    private static final Duration LONGEST_FULL = Duration.ofSeconds(10);
    private static final Duration SHORTEST_WEATHER = Duration.ofSeconds(3);

    private FaultKinds() {}

    /** How long processes are paused, up to 30 s. */
    public record Pauses(Duration shortest, Duration longest) {}

    /** All there are. */
    public static List<FaultKind> all(Site site, Pauses pauses) {
        List<String> processes = site.processes();
        List<String> topics = Topic.ofSagas().stream().map(Topic::topic).toList();
        List<FaultKind> kinds = new ArrayList<>();
        kinds.add(new FaultKind(
                "kill",
                processes,
                Duration.ZERO,
                LONGEST_KILL,
                Set::of,
                (process, random) -> new Killed(site, process, (random & 1) == 0)));
        kinds.add(new FaultKind(
                "pause",
                processes,
                pauses.shortest(),
                pauses.longest(),
                Set::of,
                (process, _) -> new Paused(site, process)));
        kinds.add(momentary("postgres-shutdown", List.of("postgres"), Set::of, (_, _) -> new PostgresShutDown(site)));
        kinds.add(momentary(
                "sessions-cut",
                Environment.SERVICES,
                with("postgres"),
                (service, _) -> new SessionsCut(site, service)));
        kinds.add(momentary(
                "slot-dropped",
                Environment.SERVICES,
                with("postgres"),
                (service, _) -> new SlotDropped(site, service)));
        kinds.add(momentary(
                "connector-deleted",
                Environment.SERVICES,
                _ -> Set.of("kafka", "connect"),
                (service, _) -> new ConnectorDeleted(site, service)));
        kinds.add(momentary(
                "kafka-emptied", List.of("kafka"), _ -> Set.of("kafka", "connect"), (_, _) -> new KafkaEmptied(site)));
        kinds.add(momentary(
                "topic-replayed",
                topics,
                _ -> Set.of("kafka"),
                (topic, _) -> new SaidAgain(site, topic, Optional.empty())));
        kinds.add(momentary(
                "topic-shuffled",
                topics,
                _ -> Set.of("kafka"),
                (topic, random) -> new SaidAgain(site, topic, Optional.of(new Random(random)))));
        for (Poisoned.Kind kind : Poisoned.Kind.values()) {
            kinds.add(momentary(
                    kind.text(),
                    topics,
                    _ -> Set.of("kafka"),
                    (topic, random) -> new Poisoned(site, topic, kind, random)));
        }
        kinds.add(momentary(
                "rebalance-storm",
                Environment.SERVICES,
                with("kafka"),
                (service, _) -> new GroupStormed(site, service)));
        if (!site.volumes().isEmpty()) {
            kinds.add(new FaultKind(
                    "disk-full",
                    site.volumes().stream().map(Volume::server).toList(),
                    SHORTEST_FULL,
                    LONGEST_FULL,
                    server -> server.equals("kafka") ? Set.of("kafka", "connect") : Set.of(server),
                    (server, _) -> new DiskFull(site, server)));
        }
        if (site.clocks().isPresent()) {
            kinds.add(new FaultKind(
                    "clock-jump",
                    services(site),
                    SHORTEST_WEATHER,
                    LONGEST_WEATHER,
                    with("kafka"),
                    (service, random) -> new ClockJumped(site, service, random)));
        }
        if (!site.wires().isEmpty()) {
            kinds.add(network(site, "network-cut", Weather.CUT, pauses.longest()));
            kinds.add(network(site, "network-slow", Weather.SLOW, pauses.longest()));
            kinds.add(network(site, "network-half-open", Weather.DEAF, pauses.longest()));
        }
        return List.copyOf(kinds);
    }

    /** What cannot be done here, and why, a line each. */
    public static List<String> notRun(Site site) {
        List<String> notRun = new ArrayList<>();
        if (site.wires().isEmpty()) {
            notRun.add("network-cut, network-slow, network-half-open: the processes do not reach each other through"
                    + " wires (an environment that was attached to, or a machine without /proc)");
        }
        if (site.volumes().isEmpty()) {
            notRun.add("disk-full: PostgreSQL and Kafka have no file systems of their own (an environment that was"
                    + " attached to, or a machine where this process may not mount one)");
        }
        if (site.clocks().isEmpty()) {
            notRun.add("clock-jump: the services' clocks cannot be set (an environment that was attached to, or"
                    + " libfaketime is not installed; its package is called faketime in Debian)");
        }
        return List.copyOf(notRun);
    }

    private static List<String> services(Site site) {
        return site.processes().stream()
                .filter(process -> process.contains("-service"))
                .toList();
    }

    private static FaultKind network(Site site, String name, Weather weather, Duration longest) {
        List<String> targets = new ArrayList<>();
        for (Wire wire : site.wires()) {
            site.processes().stream()
                    .filter(process -> process.equals("connect") || process.contains("-service"))
                    .map(process -> NetworkFault.target(process, wire))
                    .forEach(targets::add);
        }
        return new FaultKind(
                name,
                targets,
                SHORTEST_WEATHER,
                longest.compareTo(LONGEST_WEATHER) < 0 ? longest : LONGEST_WEATHER,
                target -> Set.copyOf(NetworkFault.ends(target)),
                (target, _) -> new NetworkFault(site, target, weather));
    }

    /** One that is over as soon as it is injected. */
    private static FaultKind momentary(
            String name, List<String> targets, Function<String, Set<String>> touches, FaultKind.Maker maker) {
        return new FaultKind(name, targets, Duration.ZERO, Duration.ZERO, touches, maker);
    }

    private static Function<String, Set<String>> with(String other) {
        return target -> Set.of(target, other);
    }

    /**
     * Those of these names, at these targets.
     *
     * @param names or {@code all}, or {@code none}
     * @param targets or empty for all
     * @throws IllegalArgumentException for a name or a target that nobody has, and where nothing is left
     */
    public static List<FaultKind> chosen(List<FaultKind> all, List<String> names, List<String> targets) {
        if (names.equals(List.of("none"))) {
            return List.of();
        }
        Set<String> known = new LinkedHashSet<>();
        Set<String> knownTargets = new LinkedHashSet<>();
        all.forEach(kind -> {
            known.add(kind.name());
            knownTargets.addAll(kind.targets());
        });
        refuseUnknown(
                "fault", names.stream().filter(name -> !name.equals("all")).toList(), known);
        refuseUnknown("target", targets, knownTargets);
        List<FaultKind> chosen = new ArrayList<>();
        for (FaultKind kind : all) {
            if (names.contains("all") || names.contains(kind.name())) {
                FaultKind narrowed = targets.isEmpty() ? kind : kind.at(Set.copyOf(targets));
                if (!narrowed.targets().isEmpty()) {
                    chosen.add(narrowed);
                }
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("none of the faults %s can hit one of %s".formatted(names, targets));
        }
        return chosen;
    }

    private static void refuseUnknown(String what, List<String> given, Set<String> known) {
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "no %s is called %s; there are: %s".formatted(what, name, String.join(", ", known)));
        });
    }
}
