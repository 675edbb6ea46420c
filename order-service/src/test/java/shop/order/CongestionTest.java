package shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import shop.order.Congestion.Look;
import shop.order.Congestion.Verdict;

/** A backlog looked at every half second; an order may wait for a second. */
class CongestionTest {

    private static final Duration SINCE_LAST = Duration.ofMillis(500);
    private static final Verdict OPEN = new Verdict.Open();

    private final Congestion congestion = new Congestion(Duration.ofSeconds(1), 300, 10_000);

    private long backlog;
    private long waiting;

    /** So many ended, the oldest first, and so many came; who was there at the last look has waited. */
    private Verdict look(long ended, long came) {
        return look(ended, came, Math.max(0, backlog - ended));
    }

    /** So many ended, the oldest first, and so many came; so many have waited. */
    private Verdict look(long ended, long came, long nowWaiting) {
        return look(Math.max(0, waiting - ended), ended, came, nowWaiting);
    }

    /** So many came, of which so many ended, while those before them wait as they did. */
    private Verdict lookInAnOutage(long ended, long came) {
        return look(waiting, ended, came, backlog);
    }

    private Verdict look(long stillWaiting, long ended, long came, long nowWaiting) {
        backlog += came - ended;
        waiting = nowWaiting;
        return congestion.look(new Look(SINCE_LAST, backlog, came, nowWaiting, stillWaiting));
    }

    @Test
    void asManyEndAsCome_staysOpen() {
        for (int i = 0; i < 20; i++) {
            assertThat(look(i == 0 ? 0 : 400, 400)).isEqualTo(OPEN);
        }
        assertThat(congestion.endedPerSecond()).isEqualTo(800);
    }

    @Test
    void ordersThatBeginAndEndBetweenTwoLooks_countAsEnded() {
        look(0, 100);
        look(400, 400);

        assertThat(congestion.endedPerSecond()).isEqualTo(800);
    }

    @Test
    void moreComeThanEnd_closes_untilWhoComesWaitsForLessThanTheLimit() {
        look(0, 500);
        look(250, 500);
        assertThat(look(250, 500))
                .as(
                        "1000 wait, and 500 a second end: two seconds, of which all but half a second are to be waited outside")
                .isEqualTo(new Verdict.Closed("1000 orders wait to be finished.", 2));
        assertThat(look(250, 0)).isInstanceOf(Verdict.Closed.class);
        assertThat(look(250, 0)).isEqualTo(OPEN);
    }

    @Test
    void theFirstOfALoad_areOnTheirWay_andStayWelcomeUntilSomebodyHasWaited() {
        look(0, 500, 0);
        look(50, 500, 0);

        assertThat(look(60, 500, 0)).isEqualTo(OPEN);
        assertThat(look(60, 500, 1)).isInstanceOf(Verdict.Closed.class);
    }

    @Test
    void fewOfTheFirstHaveEnded_andTheNextLookTellsTheRate() {
        look(0, 300);
        look(20, 300);

        assertThat(look(300, 300)).as("580 wait, and 600 a second end").isEqualTo(OPEN);
        assertThat(congestion.endedPerSecond()).isEqualTo(600);
        look(400, 400);
        assertThat(congestion.endedPerSecond()).as("the mean of 600 and 800").isEqualTo(700);
    }

    @Test
    void aBurstLaterOn_isAQuarterOfTheRate() {
        look(0, 500);
        for (int i = 0; i < 10; i++) {
            look(300, 300);
        }
        look(500, 300);

        assertThat(congestion.endedPerSecond()).isEqualTo(700);
    }

    @Test
    void fewerEndThanBefore_sinceFewerWereTakenIn_andTheDoorStaysOpen() {
        look(0, 500);
        look(500, 500);
        look(500, 500);

        assertThat(look(150, 350)).as("700 wait, and 1000 a second can end").isEqualTo(OPEN);
    }

    @Test
    void threeLooksAtWhichHalfAsManyEnd_doNotCloseIt_theFourthDoes() {
        look(0, 300);
        for (int i = 0; i < 10; i++) {
            look(300, 300);
        }

        for (int i = 0; i < 3; i++) {
            assertThat(look(160, 240)).as("%d wait", backlog).isEqualTo(OPEN);
        }
        assertThat(look(160, 240)).isInstanceOf(Verdict.Closed.class);
    }

    @Test
    void noneEnds_isAnOutage_andStaysOpenUpToTheLongestBacklog() {
        for (int i = 0; i < 10; i++) {
            assertThat(look(0, 999)).isEqualTo(OPEN);
        }
        assertThat(look(0, 10)).isInstanceOf(Verdict.Closed.class);
    }

    @Test
    void nextToNoneEnds_sinceOnlyWhatIsSoldOutDoes_isAnOutageToo() {
        look(0, 3000);
        for (int i = 0; i < 10; i++) {
            assertThat(look(2, 200)).isEqualTo(OPEN);
        }
    }

    @Test
    void newOrdersEndAndOldOnesWait_isAnOutage_howeverFewWait() {
        look(0, 25);
        for (int i = 0; i < 10; i++) {
            assertThat(look(25, 25)).isEqualTo(OPEN);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(lookInAnOutage(2, 25)).as("%d wait", backlog).isEqualTo(OPEN);
        }
    }

    @Test
    void aThirdOfAllWaitsForWhatIsAway_andTheOthersAreServed_afterTwoSeconds() {
        look(0, 300);
        look(300, 300);
        for (int i = 0; i < 5; i++) {
            lookInAnOutage(200, 300);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(lookInAnOutage(200, 300)).as("%d wait", backlog).isEqualTo(OPEN);
        }
    }

    @Test
    void aStraggler_isNoQueueThatMoves() {
        look(0, 300);
        for (int i = 0; i < 5; i++) {
            lookInAnOutage(0, 100);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(look(waiting - 1, 2, 100, backlog - 1))
                    .as("%d wait", backlog)
                    .isEqualTo(OPEN);
        }
    }

    @Test
    void thoseThatWaitedThroughAnOutage_go_andTheDoorClosesUntilTheyHave() {
        look(0, 300);
        for (int i = 0; i < 20; i++) {
            lookInAnOutage(10, 100);
        }
        look(400, 100);

        assertThat(look(400, 100)).isEqualTo(new Verdict.Closed("1500 orders wait to be finished.", 2));
    }

    @Test
    void theLastFewBeforeAnOutage_closeForTwoSecondsAtMost() {
        look(0, 400);
        look(400, 400);
        look(20, 2000);
        for (int i = 0; i < 3; i++) {
            assertThat(look(0, 500)).isInstanceOf(Verdict.Closed.class);
        }

        assertThat(look(0, 500)).isEqualTo(OPEN);
    }

    @Test
    void endsThatComeInBursts_areNoOutage() {
        look(0, 6000);
        look(1000, 500);
        look(1000, 500);

        for (int i = 0; i < 10; i++) {
            assertThat(look(i % 3 == 2 ? 1500 : 0, 500)).as("look %d", i).isInstanceOf(Verdict.Closed.class);
        }
    }

    @Test
    void afterAnOutage_theBacklogGoesFirst_andWhoComesIsToldWhen() {
        look(0, 9000);
        look(500, 0);

        assertThat(look(500, 0)).isEqualTo(new Verdict.Closed("8000 orders wait to be finished.", 8));
    }

    @Test
    void aSmallBacklog_isNone_howeverSlowlyItGoes() {
        look(0, 300);
        for (int i = 0; i < 5; i++) {
            assertThat(look(1, 1)).isEqualTo(OPEN);
        }
    }
}
