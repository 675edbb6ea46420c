package shop.local.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far a service's consumers are behind.
 *
 * @param service whose consumer group it is
 * @param lag how many records wait for it in all its topics; null while Kafka does not say
 * @param members how many clients the group has, several for each process; null while Kafka does not say
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ConsumerStatus(
        String service, @Nullable Long lag, @Nullable Integer members) {

    static ConsumerStatus unknown(String service) {
        return new ConsumerStatus(service, null, null);
    }
}
