package shop.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.Pattern;

/**
 * Who orders. The one place that says what a customer's identity is: today what the client claims, later what a login
 * proves.
 */
public record CustomerId(
        @JsonValue @Pattern(regexp = CustomerId.FORM, message = "must be 1 to 64 letters, digits, '.', '_' or '-'")
        String value) {

    public static final String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CustomerId {}

    @Override
    public String toString() {
        return value;
    }
}
