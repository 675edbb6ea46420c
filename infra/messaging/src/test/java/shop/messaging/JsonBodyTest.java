package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    private record Line(String sku, int quantity) {}

    @Test
    void whatWasWritten_isReadAgain() {
        assertThat(JsonBody.read(JsonBody.write(new Line("SKU-1", 2)), Line.class))
                .isEqualTo(new Line("SKU-1", 2));
    }

    @Test
    void unknownFields_areIgnored() {
        assertThat(JsonBody.read("{\"sku\":\"SKU-1\",\"quantity\":2,\"colour\":\"red\"}", Line.class))
                .isEqualTo(new Line("SKU-1", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{", "{} {}", "{\"sku\":\"a\"}x", "{\"quantity\":1.5}", "{\"quantity\":null}"})
    void whatIsNoSuchBody_isMalformed(String body) {
        assertThatThrownBy(() -> JsonBody.read(body, Line.class)).isInstanceOf(MalformedMessageException.class);
    }
}
