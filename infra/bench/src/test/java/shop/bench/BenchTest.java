package shop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said before anything is started. */
class BenchTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fast",
                "--only speed",
                "--only floor,speed",
                "--rate 0",
                "--rate many",
                "--seconds 0",
                "--stored 0",
                "--seconds 100000",
                "--json /nowhere/bench.json",
                "--report /",
                "--port-offset -1",
                "surplus"
            })
    void misuse_isOneLine_andEndsWith2(String arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        int exitCode;
        try {
            exitCode = Bench.commandLine().execute(arguments.split(" "));
        } finally {
            System.setErr(before);
        }

        assertThat(exitCode).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("saga: ");
    }
}
