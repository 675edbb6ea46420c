package shop.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalDouble;
import shop.bench.cost.Meter;
import shop.bench.load.Schedule;
import shop.bench.measure.Passage;
import shop.bench.measure.RateSearch;
import shop.bench.report.Results;
import shop.bench.report.Results.Cost;
import shop.bench.report.Results.Load;

/** The highest rate that is held, and what an order costs at it. */
final class Throughput {

    private static final double LOWER = 0.93;

    private final Stand stand;
    private final Plan plan;
    private final Results results;

    Throughput(Stand stand, Plan plan, Results results) {
        this.stand = stand;
        this.plan = plan;
        this.results = results;
    }

    /** The highest rate that is held for the length of a step. */
    double search() throws IOException, SQLException, InterruptedException {
        RateSearch search = new RateSearch(plan.startRate(), plan.precision(), plan.attempts());
        while (!search.isDone()) {
            Load load = Load.of(open("search", search.next(), plan.step()));
            results.addStep(load);
            tell(load);
            search.tell(load.judgement().held());
        }
        if (search.best() == 0) {
            throw new Failure("no rate is held, not even " + plan.startRate() + " orders a second halved and halved");
        }
        return search.best();
    }

    /** The highest rate that is held, unless another one is given in its place. */
    double highest(OptionalDouble given) throws IOException, SQLException, InterruptedException {
        return given.isPresent() ? given.getAsDouble() : search();
    }

    /**
     * Holds that rate for longer, or a lower one if it is not held, and reads what it costs.
     *
     * @param exactly whether it must be that rate, held or not
     * @return the rate
     */
    double hold(double wanted, boolean exactly) throws IOException, SQLException, InterruptedException {
        double rate = wanted;
        for (int attempt = 1; ; attempt++) {
            Meter before = stand.meter();
            Passage passage = open("held", rate, plan.held());
            Meter used = stand.meter().since(before);
            Load load = Load.of(passage);
            tell(load);
            boolean last = exactly || attempt == plan.tries();
            if (load.judgement().held() || last) {
                results.setHeld(load);
                results.setCost(new Cost(rate, Math.max(1, passage.toEnd().count()), used));
                return rate;
            }
            rate = Math.floor(rate * LOWER);
        }
    }

    private Passage open(String name, double rate, Duration time)
            throws IOException, SQLException, InterruptedException {
        return stand.send(name, Schedule.open(rate, time));
    }

    static void tell(Load load) {
        Progress.say(
                "%6.0f a second for %.0f s: %.0f ended a second, p50 %.0f ms, p99 %.0f ms; %s",
                load.rate(),
                load.seconds(),
                load.endedPerSecond(),
                load.toDecided().p50(),
                load.toDecided().p99(),
                load.judgement().why());
    }
}
