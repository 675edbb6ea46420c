package shop.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.bench.cost.Meter;
import shop.bench.measure.Latency;
import shop.bench.measure.Passage;
import shop.bench.measure.Passages;
import shop.bench.report.Figure.Verdict;
import shop.bench.report.Results.Alone;
import shop.bench.report.Results.Cost;
import shop.bench.report.Results.Drain;
import shop.bench.report.Results.FloorRun;
import shop.bench.report.Results.Load;
import shop.bench.report.Results.Machine;
import shop.bench.report.Results.Overload;
import shop.bench.report.Results.Replicas;
import shop.bench.report.Results.Stored;
import shop.bench.report.Results.StoredLevel;
import shop.local.environment.Json;

class ReportsTest {

    private static final Machine MACHINE = new Machine("Some <Processor>", 2, 8000, "Linux 6", "25");
    private static final Passage PASSAGE = Passages.of(600, number -> 80);

    @Test
    void figures_areJudgedByTheirLimits() {
        assertThat(Figure.atLeast("", "", 1000.0, 500.0, 1000.0).verdict()).isEqualTo(Verdict.AIM);
        assertThat(Figure.atLeast("", "", 999.0, 500.0, 1000.0).verdict()).isEqualTo(Verdict.MUST);
        assertThat(Figure.atLeast("", "", 499.0, 500.0, 1000.0).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(Figure.atMost("", "", 81.0, 80.0, 40.0).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(Figure.atMost("", "", 41.0, 80.0, 40.0).verdict()).isEqualTo(Verdict.MUST);
        assertThat(Figure.atMost("", "", 2001.0, null, 2000.0).verdict()).isEqualTo(Verdict.BELOW_AIM);
        assertThat(Figure.told("", "", 5.0).verdict()).isEqualTo(Verdict.NONE);
        assertThat(Figure.atMost("", "", null, 80.0, 40.0).verdict()).isEqualTo(Verdict.NONE);
    }

    @Test
    void table_hasItsColumnsInLine() {
        Table table = Table.ofFigures(
                List.of(Figure.atLeast("orders held", "a second", 612.0, 500.0, 1000.0), Figure.told("x", "", 4.666)));

        assertThat(table.text()).isEqualTo("""
                                       measured   must     aim   met
                orders held, a second       612  ≥ 500  ≥ 1000  must
                x                          4.67
                """);
    }

    @Test
    void whatWasNotMeasured_hasNoVerdict_andIsNotPrinted() {
        List<Figure> figures = Figures.of(new Results(MACHINE, "quick"));

        assertThat(figures).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.value()).isNull();
            assertThat(figure.verdict()).isEqualTo(Verdict.NONE);
        });
        assertThat(TextReport.of(new Results(MACHINE, "quick"), figures)).doesNotContain("orders held");
    }

    @Test
    void wholeRun_isToldInTextAndAPageAndAFile(@TempDir Path directory) throws IOException {
        Results results = wholeRun();
        List<Figure> figures = Figures.of(results);
        Path file = directory.resolve("bench.json");
        JsonReport.write(file, results, figures, List.of(PASSAGE));

        String text = TextReport.of(results, figures);
        String page = HtmlReport.of(results, figures, List.of(PASSAGE));
        JsonNode json = Json.MAPPER.readTree(Files.readString(file));

        assertThat(figures).extracting(Figure::value).doesNotContainNull();
        assertThat(text)
                .contains("Cost at 600 orders a second")
                .contains("order-service")
                .contains("sent again")
                .contains("95 %")
                .contains("7 + 0");
        assertThat(page)
                .contains("<svg ")
                .contains("class=\"ended\"")
                .contains("Some &lt;Processor&gt;")
                .doesNotContain("<script")
                .doesNotContain("http");
        assertThat(json.at("/figures/0/value").asDouble()).isEqualTo(600);
        assertThat(json.at("/figures/0/verdict").asText()).isEqualTo("MUST");
        assertThat(json.at("/results/cost/used/fsyncs").asLong()).isEqualTo(1200);
        assertThat(json.at("/timeline/0/seconds/3/due").asInt()).isEqualTo(600);
    }

    @Test
    void rateThatWasNotHeld_isNoThroughput() {
        Results results = new Results(MACHINE, "quick");
        results.setHeld(Load.of(Passages.of(600, number -> 80 + number)));

        assertThat(Figures.of(results).getFirst().value()).isEqualTo(0);
    }

    @Test
    void whatIsCarriedBesideStoredOrders_isComparedWithTheFewest_andEachReplicaMustWork() {
        List<Figure> figures = Figures.of(wholeRun());

        assertThat(figures).anySatisfy(figure -> {
            assertThat(figure.name()).startsWith("beside 16 times");
            assertThat(figure.value()).isEqualTo(95);
            assertThat(figure.verdict()).isEqualTo(Verdict.MUST);
        });
        assertThat(figures).anySatisfy(figure -> {
            assertThat(figure.name()).isEqualTo("replicas of each at work");
            assertThat(figure.verdict()).isEqualTo(Verdict.MISSED);
        });
    }

    private static StoredLevel storedLevel(long orders, int rate) {
        Meter used = new Meter(Map.of("postgres", 6000L), 1, 2, 3, 4);
        Load load = Load.of(Passages.of(rate, number -> 80));
        return new StoredLevel(orders, 4_000_000, load, 0, new Cost(rate, 6000, used), 500, 100_000, 4, 0);
    }

    private static Results wholeRun() {
        Latency latency = PASSAGE.toDecided();
        Meter used = new Meter(Map.of("order-service", 6000L, "postgres", 6000L), 1200, 60_000_000, 100, 30_000_000);
        Results results = new Results(MACHINE, "quick");
        results.addFloor(new FloorRun(900, 7000));
        results.addStep(Load.of(PASSAGE));
        results.setHeld(Load.of(PASSAGE));
        results.setHalf(Load.of(PASSAGE));
        results.setCost(new Cost(600, 6000, used));
        results.setIdle(used, 3);
        results.setAlone(new Alone(latency, latency, latency, latency));
        results.setDrain(new Drain(5000, 700, 6, 12, Map.of("shop.payment.AuthorizePayment.v1", 5000L), 0));
        results.setOverload(new Overload(1200, 12_000, 9000, 2900, 50, 50, 0, 590, 0.98, latency, latency));
        results.setStored(new Stored(List.of(storedLevel(60_000, 600), storedLevel(240_000, 570))));
        results.setReplicas(new Replicas(
                Load.of(PASSAGE),
                6000,
                0,
                Map.of("order-service", List.of(9L, 8L), "payment-service", List.of(7L, 0L))));
        results.noteMemory(Map.of("order-service", 200L, "postgres", 300L));
        return results;
    }
}
