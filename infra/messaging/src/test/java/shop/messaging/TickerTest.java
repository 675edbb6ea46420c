package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TickerTest {

    private final Ticker ticker = new Ticker();

    @AfterEach
    void stop() {
        ticker.stop();
    }

    @Test
    void aChore_isDoneAtOnce_howeverLongItsPeriod() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);

        ticker.every("1h", "hourly", done::countDown);

        done.await();
    }

    @Test
    void aChore_isDoneAgainAndAgain_afterItsPeriod() throws InterruptedException {
        CountDownLatch thrice = new CountDownLatch(3);
        long began = System.nanoTime();

        ticker.every("0.05s", "frequent", thrice::countDown);

        thrice.await();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aChoreThatFails_hasItsNextTurn() throws InterruptedException {
        CountDownLatch thrice = new CountDownLatch(3);

        ticker.every("0.01s", "failing", () -> {
            thrice.countDown();
            if (thrice.getCount() == 2) {
                throw new AssertionError("the first time");
            }
            throw new IllegalStateException("every other time");
        });

        thrice.await();
    }

    @Test
    void aChoreThatTakesLong_neitherOverlapsItself_norKeepsAnotherWaiting() throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch mayEnd = new CountDownLatch(1);
        ticker.every("0.001s", "long", () -> {
            begun.incrementAndGet();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        CountDownLatch other = new CountDownLatch(20);
        ticker.every("0.001s", "other", other::countDown);
        other.await();

        assertThat(begun).hasValue(1);
        mayEnd.countDown();
    }

    @Test
    void aTickerThatStops_endsItsThreads_andInterruptsWhatWouldTakeTooLong() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        ticker.every("0.001s", "endless", () -> {
            thread.set(Thread.currentThread());
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        assertThat(thread.get().isDaemon()).isTrue();

        ticker.stop();

        thread.get().join();
    }

    @Test
    void aTickerThatHasStopped_beginsNothing() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        ticker.stop();

        ticker.every("0.001s", "late", done::incrementAndGet);

        Ticker another = new Ticker();
        CountDownLatch thrice = new CountDownLatch(3);
        another.every("0.001s", "meanwhile", thrice::countDown);
        assertThat(thrice.await(10, TimeUnit.SECONDS)).isTrue();
        another.stop();
        assertThat(done).hasValue(0);
    }

    @Test
    void periods_areReadAsOperatorsWriteThem() {
        assertThat(Ticker.period("0.2s")).contains(Duration.ofMillis(200));
        assertThat(Ticker.period("1h")).contains(Duration.ofHours(1));
        assertThat(Ticker.period(" 90m ")).contains(Duration.ofMinutes(90));
        assertThat(Ticker.period("PT5S")).contains(Duration.ofSeconds(5));
        assertThat(Ticker.period("p1d")).contains(Duration.ofDays(1));
        assertThat(Ticker.period("off")).isEmpty();
        assertThat(Ticker.period("disabled")).isEmpty();
    }

    @Test
    void whatIsNoPeriod_isRefused_byItsText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ticker.every("soon", "x", () -> {}))
                .withMessageContaining("'soon'");
        assertThatIllegalArgumentException().isThrownBy(() -> Ticker.period(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ticker.period("0s"))
                .withMessageContaining("above zero");
        assertThatIllegalArgumentException().isThrownBy(() -> Ticker.period("-1s"));
    }
}
