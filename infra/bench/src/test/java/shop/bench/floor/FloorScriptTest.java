package shop.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import shop.bench.floor.FloorScript.Part;

class FloorScriptTest {

    @Test
    void aParagraphIsATransaction_andNamesBecomeQuestionMarks() {
        FloorScript script = FloorScript.parse("""
                -- What it is.
                insert into o values (:order, '{"q":2}');
                update o set n = :item where id = :order;

                select g from generate_series(:a::bigint, :b::bigint) g;
                """);

        assertThat(script.transactions())
                .containsExactly(
                        new Part(
                                "insert into o values (?, '{\"q\":2}');\nupdate o set n = ? where id = ?;",
                                java.util.List.of("order", "item", "order")),
                        new Part(
                                "select g from generate_series(?::bigint, ?::bigint) g;", java.util.List.of("a", "b")));
    }

    @Test
    void bothWaysOfTheFloor_areSevenTransactions() throws Exception {
        for (String name : new String[] {"unbatched.sql", "batched.sql"}) {
            try (var stream = Floor.class.getResourceAsStream(name)) {
                String text = new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(FloorScript.parse(text).transactions()).as(name).hasSize(7);
            }
        }
    }
}
