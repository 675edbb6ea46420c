package shop.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.chaos.Part.Recovered;
import shop.chaos.Part.Spoiled;
import shop.chaos.checker.Verdict;

/** A large campaign is the sum of its parts, and as valid as the worst of them. */
class SumTest {

    private static final int VALID = 0;
    private static final int INVALID = 1;
    private static final int UNKNOWN = 3;

    @TempDir
    private Path directory;

    @Test
    void aPart_isReadAsItWasWritten() throws IOException {
        Path file = directory.resolve("not/there/yet/parts");
        Part first = part(Verdict.VALID);
        Part second = part(Verdict.INVALID, new Spoiled("order-deleted", "accepted-orders-are-kept", "id", true));

        first.appendTo(file);
        second.appendTo(file);

        assertThat(Part.read(file)).containsExactly(first, second);
    }

    @Test
    void theSumIsValid_ifEveryPartIs() throws IOException {
        assertThat(sum(part(Verdict.VALID), part(Verdict.VALID))).isEqualTo(VALID);
    }

    @Test
    void theSum_isAsGraveAsTheGravestPart() throws IOException {
        assertThat(sum(part(Verdict.VALID), part(Verdict.UNKNOWN))).isEqualTo(UNKNOWN);
        assertThat(sum(part(Verdict.INVALID), part(Verdict.UNKNOWN))).isEqualTo(INVALID);
    }

    @Test
    void nothing_provesNothing() throws IOException {
        assertThat(sum()).isEqualTo(UNKNOWN);
    }

    @Test
    void aSabotage_isValidIfItWasCaught() throws IOException {
        Part caught = part(Verdict.INVALID, new Spoiled("order-deleted", "accepted-orders-are-kept", "id", true));
        Part missed = part(Verdict.VALID, new Spoiled("parcel-lost", "completed-sagas-are-settled", "id", false));

        Part both = part(
                Verdict.INVALID,
                new Spoiled("charged-twice", "effects-happen-at-most-once", "id", true),
                new Spoiled("stock-changed", "stock-is-conserved", "SKU-1", false));

        assertThat(sum(part(Verdict.VALID), caught)).isEqualTo(VALID);
        assertThat(sum(part(Verdict.VALID), caught, missed)).isEqualTo(INVALID);
        assertThat(sum(part(Verdict.VALID), caught, both)).isEqualTo(INVALID);
    }

    private int sum(Part... parts) throws IOException {
        Path file = Files.createTempFile(directory, "parts", ".ndjson");
        for (Part part : parts) {
            part.appendTo(file);
        }
        return Chaos.run("sum", file.toString());
    }

    private static Part part(Verdict verdict, Spoiled... sabotages) {
        return new Part(
                Instant.parse("2026-11-22T10:00:00Z"),
                7,
                "infra/saga chaos --seed 7",
                verdict,
                Map.of("CONFIRMED", 60, "REJECTED", 40),
                0,
                Map.of("kill", 2),
                0,
                List.of(),
                Map.of("kill kafka", List.of(new Recovered(5_000, 900L, 2_000L), new Recovered(6_000, null, null))),
                1_200L,
                List.of("clock-jump: not here"),
                List.of(sabotages));
    }
}
