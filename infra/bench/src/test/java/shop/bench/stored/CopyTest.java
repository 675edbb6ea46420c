package shop.bench.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyTest {

    @Test
    void idsAndTimesMove_namedColumnsAreMadeAnew_theRestStays() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("order_id", "uuid");
        columns.put("at", "timestamp with time zone");
        columns.put("to", "text");
        columns.put("payload", "text");

        String sql = new Copy("log", "x.order_id = template.order_id", columns).into("log_of_a_day");

        assertThat(sql)
                .contains("insert into log_of_a_day (\"order_id\", \"at\", \"to\", \"payload\")")
                .contains("""
                select pg_temp.copied(x."order_id", c.shift_millis, c.n), x."at" + c.shift, x."to", \
                replace(x.payload, c.template_id::text, c.order_id::text)
                """);
    }
}
