package shop.order.why;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.order.why.Facts.Backlog;
import shop.order.why.Facts.Failing;
import shop.order.why.Facts.Outbox;
import shop.order.why.Facts.Parked;
import shop.order.why.Facts.Participant;
import shop.order.why.Facts.Place;
import shop.order.why.Facts.Waiting;

/** Tells from facts why a saga waits: for each command without an answer its cause, and of these the first. */
final class WhyDecision {

    /** A command younger than this is on its way. */
    static final Duration GRACE = Duration.ofSeconds(1);

    /** A relay that is read and not further behind than this is at work. */
    static final long MUCH_LAG_BYTES = 1_048_576;

    private WhyDecision() {}

    /** A cause with its evidence, in words too. */
    record Verdict(
            Cause cause,
            String summary,
            @Nullable Instant since,
            @Nullable String step,
            @Nullable String command,
            Map<String, Object> evidence,
            @Nullable String advice) {}

    static Verdict decide(Facts facts) {
        Instant endedAt = facts.endedAt();
        if (endedAt != null) {
            return new Verdict(
                    Cause.FINAL, "The saga has ended; nothing is awaited.", endedAt, null, null, Map.of(), null);
        }
        return facts.waiting().stream()
                .sorted(Comparator.comparing(Waiting::sentAt))
                .map(waiting -> decide(facts, waiting))
                .min(Comparator.comparing(Verdict::cause))
                .orElseGet(() -> new Verdict(
                        Cause.UNKNOWN, "No command is without an answer.", null, null, null, Map.of(), null));
    }

    private static Verdict decide(Facts facts, Waiting waiting) {
        Participant participant = waiting.participant();
        Parked parked = participant == null ? null : participant.parked();
        if (parked != null || waiting.error() != null) {
            return parked(waiting, parked);
        }
        Failing failing = participant == null ? null : participant.failing();
        boolean young = waiting.attempt() == 1 && waiting.sentAt().plus(GRACE).isAfter(facts.now());
        return switch (waiting.place()) {
            case Place.NotOnTopic() -> young ? moving(waiting) : notRelayed(waiting, facts.outbox());
            case Place.Unread(var backlog) -> {
                if (failing != null) {
                    yield failing(waiting, failing);
                }
                yield young ? moving(waiting) : notConsumed(waiting, backlog);
            }
            case Place.Read() -> young ? moving(waiting) : unanswered(facts, waiting);
            case Place.Unknown(var reason) -> {
                if (failing != null) {
                    yield failing(waiting, failing);
                }
                if (young) {
                    yield moving(waiting);
                }
                Outbox outbox = facts.outbox();
                yield outbox != null && !outbox.slotActive()
                        ? notRelayed(waiting, outbox)
                        : unknown(waiting, outbox, reason);
            }
        };
    }

    private static Verdict parked(Waiting waiting, @Nullable Parked parked) {
        String error = parked == null ? String.valueOf(waiting.error()) : parked.error();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("service", waiting.service());
        if (parked != null && parked.messageId() != null) {
            evidence.put("messageId", parked.messageId());
        }
        evidence.put("error", error);
        return of(
                Cause.PARKED,
                waiting,
                "%s could not carry out %s and has put it aside: %s"
                        .formatted(waiting.service(), waiting.command(), error),
                evidence,
                "Remove the cause, then replay the message at %s (GET /parked), or have the command sent again."
                        .formatted(waiting.service()));
    }

    private static Verdict failing(Waiting waiting, Failing failing) {
        Verdict verdict = of(
                Cause.HANDLER_FAILING,
                waiting,
                "%s tries to carry out its commands and fails since %s: %s"
                        .formatted(waiting.service(), failing.since(), failing.error()),
                Map.of("service", waiting.service(), "error", failing.error(), "since", failing.since()),
                "It goes on by itself when the error's cause is gone.");
        return new Verdict(
                verdict.cause(),
                verdict.summary(),
                failing.since(),
                verdict.step(),
                verdict.command(),
                verdict.evidence(),
                verdict.advice());
    }

    private static Verdict notRelayed(Waiting waiting, @Nullable Outbox outbox) {
        if (outbox == null) {
            return of(
                    Cause.NOT_RELAYED,
                    waiting,
                    "%s is not on its topic, and no slot relays our outbox.".formatted(waiting.command()),
                    Map.of("slotActive", false),
                    "Register the connector of order-service again: infra/saga repair-relay order-service.");
        }
        return of(
                Cause.NOT_RELAYED,
                waiting,
                "%s has not left the outbox of %s: the relay %s, %d bytes of the database's log wait for it."
                        .formatted(
                                waiting.command(),
                                outbox.database(),
                                outbox.slotActive() ? "is behind" : "does not read",
                                outbox.lagBytes()),
                evidence(outbox),
                outbox.slotActive()
                        ? "It goes on by itself when Kafka takes what the relay sends."
                        : "See whether Kafka Connect runs; the order goes on when it does.");
    }

    private static Verdict notConsumed(Waiting waiting, Backlog backlog) {
        boolean nobody = backlog.consumers() == 0;
        String wait = "%s on partition %d.".formatted(messages(backlog.lag()), backlog.partition());
        return of(
                Cause.NOT_CONSUMED,
                waiting,
                nobody
                        ? "%s does not consume: no consumer is connected to %s; %s"
                                .formatted(waiting.service(), backlog.topic(), wait)
                        : "%s has not come to %s yet: %s".formatted(waiting.service(), waiting.command(), wait),
                evidence(backlog),
                nobody
                        ? "Start %s; the order goes on when it is back.".formatted(waiting.service())
                        : "It is behind, or it hangs: see whether the lag becomes less.");
    }

    private static Verdict unanswered(Facts facts, Waiting waiting) {
        Participant participant = waiting.participant();
        Outbox outbox = participant == null ? null : participant.outbox();
        if (outbox != null && (!outbox.slotActive() || outbox.lagBytes() > MUCH_LAG_BYTES)) {
            Map<String, Object> evidence = new LinkedHashMap<>(evidence(outbox));
            evidence.put("service", waiting.service());
            return of(
                    Cause.ANSWER_NOT_RELAYED,
                    waiting,
                    "%s has read %s, and its outbox is not relayed: %d bytes of its database's log wait."
                            .formatted(waiting.service(), waiting.command(), outbox.lagBytes()),
                    evidence,
                    "See whether Kafka Connect runs; the order goes on when it does.");
        }
        Backlog answers = waiting.answers();
        if (answers != null && answers.lag() > 0) {
            return of(
                    Cause.ANSWER_NOT_CONSUMED,
                    waiting,
                    "order-service is behind on %s: %s on partition %d."
                            .formatted(answers.topic(), messages(answers.lag()), answers.partition()),
                    evidence(answers),
                    "It goes on by itself as order-service catches up.");
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        Instant resendAt = waiting.resendAt();
        if (resendAt != null) {
            evidence.put("deadline", resendAt);
        }
        evidence.put("attempt", waiting.attempt());
        String attention = facts.attention();
        if (attention != null) {
            return of(
                    Cause.AWAITING_OPERATOR,
                    waiting,
                    "Nothing is known to be wrong, but it takes too long: %s.".formatted(attention),
                    evidence,
                    "Look at %s; POST /sagas/{id}/retry sends the command again at once.".formatted(waiting.service()));
        }
        return of(
                Cause.AWAITING_DEADLINE,
                waiting,
                "%s has read %s, and no answer is on its way; it is sent again at %s."
                        .formatted(waiting.service(), waiting.command(), resendAt),
                evidence,
                "Wait, or have it sent again at once: POST /sagas/{id}/retry.");
    }

    private static Verdict moving(Waiting waiting) {
        return of(
                Cause.MOVING,
                waiting,
                "%s was sent to %s just now.".formatted(waiting.command(), waiting.service()),
                Map.of("attempt", waiting.attempt()),
                null);
    }

    private static Verdict unknown(Waiting waiting, @Nullable Outbox outbox, String reason) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("kafka", reason);
        if (outbox != null) {
            evidence.putAll(evidence(outbox));
        }
        return of(
                Cause.UNKNOWN,
                waiting,
                "It cannot be told where %s is: %s.".formatted(waiting.command(), reason),
                evidence,
                "Ask again when Kafka answers.");
    }

    private static Verdict of(
            Cause cause, Waiting waiting, String summary, Map<String, Object> evidence, @Nullable String advice) {
        return new Verdict(cause, summary, waiting.sentAt(), waiting.step(), waiting.command(), evidence, advice);
    }

    private static Map<String, Object> evidence(Outbox outbox) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("database", outbox.database());
        evidence.put("lagBytes", outbox.lagBytes());
        evidence.put("slotActive", outbox.slotActive());
        return evidence;
    }

    private static Map<String, Object> evidence(Backlog backlog) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("topic", backlog.topic());
        evidence.put("partition", backlog.partition());
        evidence.put("lag", backlog.lag());
        evidence.put("consumers", backlog.consumers());
        return evidence;
    }

    private static String messages(long count) {
        return count == 1 ? "1 message waits" : count + " messages wait";
    }
}
