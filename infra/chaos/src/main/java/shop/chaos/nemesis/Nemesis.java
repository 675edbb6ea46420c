package shop.chaos.nemesis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import shop.chaos.history.Event;
import shop.chaos.history.History;
import shop.chaos.nemesis.Schedule.Planned;
import shop.chaos.site.Await;

/**
 * Carries a schedule out: at most two faults at a time, never two at the same thing, each in a thread of its own. Every
 * fault that was injected is healed, whatever happens.
 */
public final class Nemesis {

    private static final int AT_A_TIME = 2;

    private final List<Planned> schedule;
    private final History history;
    private final Consumer<String> report;
    private final List<Planned> atWork = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean closing;

    public Nemesis(List<Planned> schedule, History history, Consumer<String> report) {
        this.schedule = List.copyOf(schedule);
        this.history = history;
        this.report = report;
    }

    /** Carries out what is planned, and returns when all is healed; begins nothing more after {@link #close}. */
    public void run() throws InterruptedException {
        long began = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (Planned planned : schedule) {
            Duration due = planned.at().minusNanos(System.nanoTime() - began);
            for (long left = due.toMillis(); left > 0 && !closing; left -= 100) {
                Await.pause(Duration.ofMillis(Math.min(100, left)));
            }
            awaitTurn(planned);
            if (closing) {
                break;
            }
            threads.add(Thread.ofVirtual().name("fault-" + planned.number()).start(() -> carryOut(planned)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Begins nothing more; what has begun is healed early. */
    public void close() {
        closing = true;
        synchronized (atWork) {
            atWork.notifyAll();
        }
    }

    /** How many faults were injected and healed. */
    public int done() {
        return done.get();
    }

    /** What is broken now. */
    public List<String> present() {
        synchronized (atWork) {
            return atWork.stream().map(Nemesis::name).toList();
        }
    }

    private void awaitTurn(Planned planned) throws InterruptedException {
        synchronized (atWork) {
            while (!closing && (atWork.size() >= AT_A_TIME || clashes(planned))) {
                atWork.wait();
            }
            if (!closing) {
                atWork.add(planned);
            }
        }
    }

    private boolean clashes(Planned planned) {
        Set<String> touched = new HashSet<>();
        atWork.forEach(other -> touched.addAll(other.touches()));
        return planned.touches().stream().anyMatch(touched::contains);
    }

    private void carryOut(Planned planned) {
        int number = planned.number();
        history.add(at -> new Event.FaultBegan(at, number, planned.kind().name(), planned.target()));
        try {
            Fault fault = planned.make();
            try {
                fault.inject();
                Instant injected = history.clock().now();
                last(planned.lasts());
                String evidence = fault.evidence().orElse(null);
                history.add(_ -> new Event.FaultTookEffect(injected, number, evidence));
            } finally {
                fault.heal();
            }
            Instant ended = history.clock().now();
            fault.awaitReady();
            history.add(at -> new Event.FaultHealed(at, number, ended));
        } catch (Exception e) {
            report.accept("fault %d, %s, went wrong: %s".formatted(number, name(planned), e));
            history.add(at -> new Event.FaultFailed(at, number, e.toString()));
        } finally {
            done.incrementAndGet();
            synchronized (atWork) {
                atWork.remove(planned);
                atWork.notifyAll();
            }
        }
    }

    private void last(Duration duration) throws InterruptedException {
        for (long left = duration.toMillis(); left > 0 && !closing; left -= 100) {
            Await.pause(Duration.ofMillis(Math.min(100, left)));
        }
    }

    private static String name(Planned planned) {
        return planned.kind().name() + " " + planned.target();
    }
}
