package shop.chaos.sweep;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import shop.chaos.agent.Boundary;

/**
 * One point at which a service dies.
 *
 * @param step of the saga, as on the wire
 * @param service that dies
 * @param message that its transaction takes in or owes, by its short name; or the request, or the deadline
 * @param what the transaction is about, as the agent knows it
 * @param topic that the message is relayed to; empty for what is none
 */
public record Point(
        String step, String service, String message, Boundary boundary, String what, String topic, Scenario scenario) {

    /** As people choose it: {@code payment-service/PaymentAuthorized/before-commit}. */
    public String name() {
        return "%s/%s/%s".formatted(service, message, boundary.wireName());
    }

    /** Whether a pattern chooses it, in which {@code *} stands for anything. */
    public boolean matches(String glob) {
        String regex = Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return name().matches(regex);
    }
}
