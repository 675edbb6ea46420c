package shop.order.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.order.why.Facts.Backlog;
import shop.order.why.Facts.Failing;
import shop.order.why.Facts.Outbox;
import shop.order.why.Facts.Parked;
import shop.order.why.Facts.Participant;
import shop.order.why.Facts.Place;
import shop.order.why.Facts.Waiting;

/** Every cause, from every combination of facts that leads to it. */
class WhyDecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID MESSAGE = UUID.fromString("019aae2f-6c00-7000-8000-000000000001");

    /**
     * {@code place}: where the command is. {@code participant}: what the service says of itself, {@code -} for nothing.
     * {@code own}: our own relay. {@code answers}: how many lie on the topic of the answer. {@code age}: in milliseconds.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // place     | participant    | error | own      | answers | attention | age   | cause
                "NOT_ON_TOPIC | -              | no    | follows  | 0       | no        | 500   | MOVING",
                "UNREAD       | well           | no    | follows  | 0       | no        | 500   | MOVING",
                "READ         | well           | no    | follows  | 0       | no        | 500   | MOVING",
                "UNKNOWN      | -              | no    | stands   | 0       | no        | 500   | MOVING",
                "NOT_ON_TOPIC | well           | no    | follows  | 0       | no        | 5000  | NOT_RELAYED",
                "NOT_ON_TOPIC | well           | no    | stands   | 0       | yes       | 5000  | NOT_RELAYED",
                "NOT_ON_TOPIC | -              | no    | no slot  | 0       | no        | 5000  | NOT_RELAYED",
                "NOT_ON_TOPIC | failing        | no    | stands   | 0       | no        | 5000  | NOT_RELAYED",
                "UNKNOWN      | -              | no    | stands   | 0       | no        | 5000  | NOT_RELAYED",
                "UNREAD       | -              | no    | follows  | 0       | no        | 5000  | NOT_CONSUMED",
                "UNREAD       | well           | no    | follows  | 3       | yes       | 5000  | NOT_CONSUMED",
                "UNREAD       | failing        | no    | follows  | 0       | no        | 5000  | HANDLER_FAILING",
                "UNREAD       | failing        | no    | follows  | 0       | no        | 500   | HANDLER_FAILING",
                "UNKNOWN      | failing        | no    | stands   | 0       | no        | 5000  | HANDLER_FAILING",
                "READ         | parked         | no    | follows  | 0       | yes       | 5000  | PARKED",
                "UNREAD       | parked         | no    | follows  | 0       | no        | 500   | PARKED",
                "READ         | -              | yes   | follows  | 0       | yes       | 5000  | PARKED",
                "UNKNOWN      | -              | yes   | no slot  | 0       | yes       | 5000  | PARKED",
                "READ         | relay stands   | no    | follows  | 3       | no        | 5000  | ANSWER_NOT_RELAYED",
                "READ         | relay is behind| no    | follows  | 0       | no        | 5000  | ANSWER_NOT_RELAYED",
                "READ         | well           | no    | follows  | 3       | no        | 5000  | ANSWER_NOT_CONSUMED",
                "READ         | -              | no    | follows  | 3       | yes       | 5000  | ANSWER_NOT_CONSUMED",
                "READ         | well           | no    | follows  | 0       | yes       | 5000  | AWAITING_OPERATOR",
                "READ         | well           | no    | follows  | 0       | no        | 5000  | AWAITING_DEADLINE",
                "READ         | -              | no    | no slot  | 0       | no        | 5000  | AWAITING_DEADLINE",
                "UNKNOWN      | well           | no    | follows  | 0       | no        | 5000  | UNKNOWN",
                "UNKNOWN      | -              | no    | no slot  | 0       | yes       | 5000  | UNKNOWN"
            })
    void factsLeadToOneCause(
            String place,
            String participant,
            String error,
            String own,
            long answers,
            String attention,
            long age,
            Cause cause) {
        Waiting waiting = waiting(
                "authorize-payment",
                NOW.minusMillis(age),
                error.equals("yes") ? "disk full" : null,
                place(place),
                participant(participant),
                new Backlog("payment.events", 1, answers, 1));
        WhyDecision.Verdict verdict = WhyDecision.decide(new Facts(
                NOW, null, attention.equals("yes") ? "no answer for 30 min" : null, own(own), List.of(waiting)));
        assertThat(verdict.cause()).isEqualTo(cause);
        assertThat(verdict.summary())
                .isNotBlank()
                .endsWith(cause == Cause.PARKED || cause == Cause.HANDLER_FAILING ? "" : ".");
        assertThat(verdict.step()).isEqualTo("authorize-payment");
        assertThat(verdict.command()).isEqualTo("AuthorizePayment");
    }

    @Test
    void aSagaThatHasEnded_waitsForNothing() {
        WhyDecision.Verdict verdict = WhyDecision.decide(new Facts(NOW, NOW.minusSeconds(5), null, null, List.of()));
        assertThat(verdict.cause()).isEqualTo(Cause.FINAL);
        assertThat(verdict.since()).isEqualTo(NOW.minusSeconds(5));
    }

    @Test
    void ofTwoCommands_theOneInTroubleIsTold() {
        Waiting moving = waiting("reserve-stock", NOW.minusMillis(100), null, place("UNREAD"), null, null);
        Waiting stuck = waiting("authorize-payment", NOW.minusSeconds(9), null, place("UNREAD"), null, null);
        for (List<Waiting> both : List.of(List.of(moving, stuck), List.of(stuck, moving))) {
            WhyDecision.Verdict verdict = WhyDecision.decide(new Facts(NOW, null, null, own("follows"), both));
            assertThat(verdict.cause()).isEqualTo(Cause.NOT_CONSUMED);
            assertThat(verdict.step()).isEqualTo("authorize-payment");
        }
    }

    @Test
    void whereNobodyConsumes_theSentenceSaysSo() {
        Place unread = new Place.Unread(new Backlog("payment.commands", 2, 100, 0));
        WhyDecision.Verdict verdict = WhyDecision.decide(new Facts(
                NOW,
                null,
                null,
                own("follows"),
                List.of(waiting("authorize-payment", NOW.minusSeconds(9), null, unread, null, null))));
        assertThat(verdict.summary())
                .isEqualTo("payment-service does not consume: no consumer is connected to payment.commands;"
                        + " 100 messages wait on partition 2.");
        assertThat(verdict.evidence())
                .containsEntry("topic", "payment.commands")
                .containsEntry("partition", 2)
                .containsEntry("lag", 100L)
                .containsEntry("consumers", 0);
    }

    @Test
    void aCommandSentAgain_isNeverJustMoving() {
        Waiting again = new Waiting(
                "authorize-payment",
                "AuthorizePayment",
                "payment-service",
                2,
                NOW.minusMillis(100),
                NOW.plus(Duration.ofSeconds(30)),
                null,
                place("READ"),
                null,
                null);
        WhyDecision.Verdict verdict = WhyDecision.decide(new Facts(NOW, null, null, own("follows"), List.of(again)));
        assertThat(verdict.cause()).isEqualTo(Cause.AWAITING_DEADLINE);
        assertThat(verdict.evidence()).containsEntry("attempt", 2).containsKey("deadline");
    }

    private static Waiting waiting(
            String step, Instant sentAt, String error, Place place, Participant participant, Backlog answers) {
        return new Waiting(
                step,
                "AuthorizePayment",
                "payment-service",
                1,
                sentAt,
                NOW.plusSeconds(20),
                error,
                place,
                participant,
                answers);
    }

    private static Place place(String name) {
        return switch (name) {
            case "NOT_ON_TOPIC" -> new Place.NotOnTopic();
            case "UNREAD" -> new Place.Unread(new Backlog("payment.commands", 2, 7, 1));
            case "READ" -> new Place.Read();
            case "UNKNOWN" -> new Place.Unknown("Kafka does not answer");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Participant participant(String name) {
        Outbox follows = new Outbox("payment_service", 100, true);
        return switch (name) {
            case "-" -> null;
            case "well" -> new Participant(null, null, follows);
            case "failing" -> new Participant(new Failing("disk full", NOW.minusSeconds(60)), null, follows);
            case "parked" -> new Participant(null, new Parked(MESSAGE, "no such account"), follows);
            case "relay stands" -> new Participant(null, null, new Outbox("payment_service", 100, false));
            case "relay is behind" -> new Participant(null, null, new Outbox("payment_service", 50_000_000, true));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Outbox own(String name) {
        return switch (name) {
            case "follows" -> new Outbox("order_service", 200, true);
            case "stands" -> new Outbox("order_service", 90_000, false);
            case "no slot" -> null;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
