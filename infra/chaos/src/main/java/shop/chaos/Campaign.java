package shop.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import shop.chaos.checker.Judgement;
import shop.chaos.evidence.Evidence;
import shop.chaos.history.CampaignClock;
import shop.chaos.history.Event;
import shop.chaos.history.History;
import shop.chaos.nemesis.FaultKinds;
import shop.chaos.nemesis.Nemesis;
import shop.chaos.nemesis.Schedule;
import shop.chaos.nemesis.Schedule.Planned;
import shop.chaos.sabotage.Sabotage;
import shop.chaos.sabotage.Sabotage.Committed;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.chaos.workload.Customers;
import shop.chaos.workload.Preparation;
import shop.chaos.workload.Shop;
import shop.chaos.workload.Workload;

/** One campaign against an environment that runs: load and faults, rest, evidence, judgement. */
final class Campaign {

    private static final Duration FIRST_FAULT = Duration.ofSeconds(8);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

    private static final Duration SABOTAGE_WITHIN = Duration.ofSeconds(90);

    private final CampaignSettings settings;
    private final Site site;
    private final List<Committed> committed = new CopyOnWriteArrayList<>();

    Campaign(CampaignSettings settings, Site site) {
        this.settings = settings;
        this.site = site;
    }

    /** What it ended with; {@code committed} is what was corrupted on purpose, {@code notRun} what cannot be done here. */
    record Result(Evidence evidence, Judgement judgement, List<Committed> committed, List<String> notRun) {}

    /**
     * Runs it.
     *
     * @throws IOException if the environment cannot be prepared, or the evidence cannot be gathered
     */
    Result run() throws IOException, InterruptedException, Await.TimeoutException {
        Files.createDirectories(settings.report());
        Workload workload = new Workload(settings.seed());
        List<Planned> schedule = Schedule.of(
                settings.seed(),
                FaultKinds.chosen(FaultKinds.all(site, settings.pauses()), settings.kinds(), settings.targets()),
                settings.faults(),
                FIRST_FAULT,
                settings.faultEvery());
        FaultKinds.notRun(site).forEach(what -> Console.progress("not run here: " + what));
        Map<String, Integer> stock = workload.scarce(settings.mostVisits());
        new Preparation(site).stock(stock);
        Aftermath aftermath = new Aftermath(site, settings.restsWithin());
        try (History history = new History(settings.history(), new CampaignClock())) {
            history.add(at -> new Event.Began(at, settings.seed(), stock));
            load(workload, schedule, history);
            Console.progress("the load is over and every fault is healed; waiting for rest");
            aftermath.await(history);
        }
        Evidence evidence = aftermath.evidence(settings.history());
        return new Result(evidence, Judgement.of(evidence), List.copyOf(committed), FaultKinds.notRun(site));
    }

    private void load(Workload workload, List<Planned> schedule, History history)
            throws InterruptedException, IOException {
        Customers customers =
                new Customers(workload, new Shop(site, history), site.replicasOf("order-service"), settings.rate());
        Nemesis nemesis = new Nemesis(schedule, history, Console::progress);
        Watch watch = new Watch(site, history);
        Thread watching = Thread.ofVirtual().name("watch").start(watch);
        FutureTask<Void> breaking = start("nemesis", () -> {
            nemesis.run();
            return null;
        });
        FutureTask<Void> spoiling = start("sabotage", () -> {
            sabotage(customers);
            return null;
        });
        FutureTask<Void> serving = start("customers", () -> {
            customers.serve(settings.visits(), settings.mostVisits(), () -> !breaking.isDone());
            return null;
        });
        try {
            while (!serving.isDone() || !breaking.isDone()) {
                Await.pause(PROGRESS_EVERY);
                Console.progress(progress(customers, nemesis, watch));
            }
            serving.get();
            breaking.get();
            spoiling.get();
        } catch (ExecutionException e) {
            throw new IOException("the campaign broke off: " + e.getCause(), e);
        } finally {
            customers.close();
            nemesis.close();
            watch.close();
            watching.join();
        }
    }

    /** In the middle of the load; tried again while there is nothing that could be spoiled. */
    private void sabotage(Customers customers) throws InterruptedException, Await.TimeoutException {
        if (!settings.sabotages().isEmpty()) {
            Await.until(
                    "half of the customers have come",
                    settings.load().plus(SABOTAGE_WITHIN),
                    () -> customers.visits() >= settings.visits() / 2);
        }
        for (Sabotage sabotage : settings.sabotages()) {
            Await.until("the sabotage " + sabotage.name() + " succeeds", SABOTAGE_WITHIN, () -> {
                String victim = sabotage.deed().commit(site);
                committed.add(new Committed(sabotage, victim));
                Console.progress("sabotage: %s (%s)".formatted(sabotage.what(), victim));
                return true;
            });
        }
    }

    private static FutureTask<Void> start(String name, Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread.ofVirtual().name(name).start(task);
        return task;
    }

    private String progress(Customers customers, Nemesis nemesis, Watch watch) {
        List<String> present = nemesis.present();
        long inFlight = watch.inFlight();
        return "%,d of %,d visits, %,d orders accepted, %s in flight; %d of %d faults%s; %s"
                .formatted(
                        customers.visits(),
                        settings.visits(),
                        customers.accepted(),
                        inFlight < 0 ? "?" : "%,d".formatted(inFlight),
                        nemesis.done(),
                        settings.faults(),
                        present.isEmpty() ? "" : ", now " + String.join(" and ", present),
                        watch.violation() == null ? "valid so far" : "INVALID: " + watch.violation());
    }
}
